/** The command {@code bin/audit}: what it asks the stores, and how it says what it found. */
@NullMarked
package telegramgateway.mtproto.audit;

import org.jspecify.annotations.NullMarked;
