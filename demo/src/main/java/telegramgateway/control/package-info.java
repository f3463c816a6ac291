/** The client of a running mtproto-native's control endpoints, and the command {@code bin/import}. */
@NullMarked
package telegramgateway.control;

import org.jspecify.annotations.NullMarked;
