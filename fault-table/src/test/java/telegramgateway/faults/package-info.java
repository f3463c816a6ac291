/**
 * The fault table: what may fail does, under load, and then every tier is compared with what the source handed over.
 */
@NullMarked
package telegramgateway.faults;

import org.jspecify.annotations.NullMarked;
