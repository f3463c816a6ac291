/** Who may call the API, and what was done by whom, in the database. {@code ClientDatabase} is the door. */
@NullMarked
package telegramgateway.message.database.clients;

import org.jspecify.annotations.NullMarked;
