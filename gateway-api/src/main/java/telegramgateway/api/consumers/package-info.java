/** How far consumers are, for those that let the gateway keep their cursor. */
@NullMarked
package telegramgateway.api.consumers;

import org.jspecify.annotations.NullMarked;
