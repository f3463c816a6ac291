/**
 * A local Telegram: an MTProto server on 127.0.0.1 into which the real TDLib logs in. For tests, the demo and people
 * who try something out; nothing that runs in production knows it.
 */
@NullMarked
package telegramgateway.simulator;

import org.jspecify.annotations.NullMarked;
