/**
 * The source that is Telegram: what TDLib says of watched channels goes to the intake, in TDLib's order, and what it
 * has passed over is read from Telegram's history.
 */
@NullMarked
package telegramgateway.mtproto.telegram;

import org.jspecify.annotations.NullMarked;
