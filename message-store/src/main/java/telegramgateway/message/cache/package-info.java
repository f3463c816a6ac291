/**
 * The hot copy of every channel's feed in Redis, which knows how far it is complete. The only package that speaks
 * Redis.
 */
@NullMarked
package telegramgateway.message.cache;

import org.jspecify.annotations.NullMarked;
