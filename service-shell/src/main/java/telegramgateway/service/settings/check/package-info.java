/** What the tests of every service ask about its settings records; no service uses it when it runs. */
@NullMarked
package telegramgateway.service.settings.check;

import org.jspecify.annotations.NullMarked;
