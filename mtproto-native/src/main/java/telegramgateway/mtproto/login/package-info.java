/** Asks a person for what a session's login needs: at the start of the service, and as {@code bin/login}. */
@NullMarked
package telegramgateway.mtproto.login;

import org.jspecify.annotations.NullMarked;
