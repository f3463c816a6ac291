/** A gateway that runs, as the commands of this module reach it. */
@NullMarked
package telegramgateway.mtproto.remote;

import org.jspecify.annotations.NullMarked;
