/** The endpoints that answer messages: poll for what is new, page through history, get one. */
@NullMarked
package telegramgateway.api.messages;

import org.jspecify.annotations.NullMarked;
