/**
 * A channel's messages in position order: from the cache when it can prove that it is complete, else from the database.
 */
@NullMarked
package telegramgateway.message.feed;

import org.jspecify.annotations.NullMarked;
