/** The stores as a service uses them: settings and beans for the database, the cache and the feed over both. */
@NullMarked
package telegramgateway.service.store;

import org.jspecify.annotations.NullMarked;
