/** Signals over HTTP, under the names that their users know. */
@NullMarked
package telegramgateway.tpcapital.signals;

import org.jspecify.annotations.NullMarked;
