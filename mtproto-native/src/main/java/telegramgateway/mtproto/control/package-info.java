/** What a person or a program may do with the Telegram source over HTTP: log in, choose channels, send and read. */
@NullMarked
package telegramgateway.mtproto.control;

import org.jspecify.annotations.NullMarked;
