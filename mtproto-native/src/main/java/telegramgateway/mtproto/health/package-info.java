/** What the gateway says about itself: its health, the books of the journal, the metrics of both. */
@NullMarked
package telegramgateway.mtproto.health;

import org.jspecify.annotations.NullMarked;
