/** What the API says about itself: its health and its description. */
@NullMarked
package telegramgateway.api.system;

import org.jspecify.annotations.NullMarked;
