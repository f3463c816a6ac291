/**
 * The optional event bus: every event to every consumer's queue, confirmed by the broker. The only package that speaks
 * AMQP.
 */
@NullMarked
package telegramgateway.message.bus;

import org.jspecify.annotations.NullMarked;
