/** Which chats there are. */
@NullMarked
package telegramgateway.api.channels;

import org.jspecify.annotations.NullMarked;
