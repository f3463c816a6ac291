/** Build tool: makes the jOOQ classes of the tables from the changelog, on a real PostgreSQL. */
@NullMarked
package telegramgateway.local.tables;

import org.jspecify.annotations.NullMarked;
