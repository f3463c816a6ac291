/**
 * The durable store: writes batches of events in one transaction with the writer's cursor, and answers what the feed,
 * the API and the journal ask. {@link telegramgateway.message.database.MessageDatabase} is the door.
 */
@NullMarked
package telegramgateway.message.database;

import org.jspecify.annotations.NullMarked;
