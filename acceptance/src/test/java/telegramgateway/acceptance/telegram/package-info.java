/** The whole gateway with the real TDLib, logged in at a Telegram on this machine. */
@NullMarked
package telegramgateway.acceptance.telegram;

import org.jspecify.annotations.NullMarked;
