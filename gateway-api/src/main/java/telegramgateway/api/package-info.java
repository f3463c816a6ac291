/** Service :4010, the REST API: read-only answers from the feed and the database. */
@NullMarked
package telegramgateway.api;

import org.jspecify.annotations.NullMarked;
