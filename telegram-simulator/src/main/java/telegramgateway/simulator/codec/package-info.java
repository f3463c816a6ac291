/** TL, the binary form in which Telegram's objects travel, by a schema that is a subset of Telegram's own. */
@NullMarked
package telegramgateway.simulator.codec;

import org.jspecify.annotations.NullMarked;
