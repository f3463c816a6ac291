/**
 * Jobs that read an export file into the gateway, as bulk history or as if it came live, and the HTTP interface to
 * them. A job that a restart interrupts goes on by itself.
 */
@NullMarked
package telegramgateway.mtproto.imports;

import org.jspecify.annotations.NullMarked;
