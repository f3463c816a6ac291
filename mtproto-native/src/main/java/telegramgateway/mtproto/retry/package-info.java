/** How long to wait before trying again. */
@NullMarked
package telegramgateway.mtproto.retry;

import org.jspecify.annotations.NullMarked;
