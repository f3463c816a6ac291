/**
 * The files of messages: what a rule wants is fetched from Telegram and kept under the SHA-256 of its bytes; an index
 * says which files a message has. {@link telegramgateway.mtproto.media.MediaDownload} fetches,
 * {@link telegramgateway.mtproto.media.StoredMedia} is where readers look.
 */
@NullMarked
package telegramgateway.mtproto.media;

import org.jspecify.annotations.NullMarked;
