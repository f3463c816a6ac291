/** What all endpoints share: reading parameters, refusing them, and the envelope of every answer. */
@NullMarked
package telegramgateway.api.http;

import org.jspecify.annotations.NullMarked;
