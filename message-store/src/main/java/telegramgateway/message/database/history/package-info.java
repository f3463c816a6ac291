/**
 * What was said, looked up: pages of history, words, and the states that a message had.
 * {@link telegramgateway.message.database.history.MessageHistory} is the door.
 */
@NullMarked
package telegramgateway.message.database.history;

import org.jspecify.annotations.NullMarked;
