/**
 * One account's login at Telegram: its directory, TDLib's client in it, and the state that both are in. What TDLib says
 * of anything else goes to the session's listener, in order.
 */
@NullMarked
package telegramgateway.mtproto.session;

import org.jspecify.annotations.NullMarked;
