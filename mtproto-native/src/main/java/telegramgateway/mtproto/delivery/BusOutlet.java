package telegramgateway.mtproto.delivery;

import java.time.Duration;
import telegramgateway.message.bus.MessageBus;

/**
 * The event bus, switched on.
 *
 * @param historyMaxAge bulk history older than this is not published; zero for none
 */
public record BusOutlet(MessageBus bus, Duration historyMaxAge) {}
