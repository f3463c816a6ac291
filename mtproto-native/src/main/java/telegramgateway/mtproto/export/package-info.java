/** Telegram Desktop's machine-readable export ({@code result.json}), read as a stream of messages and rejections. */
@NullMarked
package telegramgateway.mtproto.export;

import org.jspecify.annotations.NullMarked;
