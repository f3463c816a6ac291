/** The client of a running mtproto-native's control endpoints, and its commands, {@code bin/import} and others. */
@NullMarked
package telegramgateway.control;

import org.jspecify.annotations.NullMarked;
