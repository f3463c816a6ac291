package telegramgateway.mtproto.delivery;

import java.time.Duration;
import telegramgateway.message.bus.MessageBus;

/**
 * The event bus, switched on.
 *
 * @param historyMaxAge bulk history older than this is not published; zero for none
 * @param start position above which it gets events when it was off before: 0 for all that the database has,
 *     {@code Long.MAX_VALUE} for what comes from now on
 */
public record BusOutlet(MessageBus bus, Duration historyMaxAge, long start) {}
