/** How much of PgBouncer's pool is in use: asked from its console, exported, and warned about. */
@NullMarked
package telegramgateway.mtproto.pool;

import org.jspecify.annotations.NullMarked;
