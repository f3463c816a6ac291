/** The clients of the API: their keys, what each may do, and who did what. */
@NullMarked
package telegramgateway.api.clients;

import org.jspecify.annotations.NullMarked;
