/**
 * How far each consumer is: what it has processed belongs to it, never to the message.
 * {@link telegramgateway.message.database.consumers.ConsumerCursors} is the door.
 */
@NullMarked
package telegramgateway.message.database.consumers;

import org.jspecify.annotations.NullMarked;
