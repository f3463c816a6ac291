package telegramgateway.mtproto.export;

import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;

/**
 * Puts the messages of an album together, which an export does not: media of one sender with adjacent ids and the same
 * second are taken for one album. Holds back one message, until it is clear whether the next one belongs to it.
 *
 * <p>A guessed album id is derived from the channel and the album's first message, so that each reading gives the same.
 * It is negative; Telegram's own are positive.
 */
final class AlbumGuess {
    /** Telegram's limit, messages. */
    private static final int MAX_ALBUM = 10;

    private final ExportListener listener;
    private @Nullable Message held;
    private @Nullable String heldKey;
    private int albumSize;

    AlbumGuess(ExportListener listener) {
        this.listener = listener;
    }

    void chat(ExportedChat chat) {
        flush();
        listener.chat(chat);
    }

    void rejected(Rejection rejection) {
        flush();
        listener.rejected(rejection);
    }

    /** @param albumKey equal for messages that may stand in one album; null for those that stand in none */
    void message(Message message, @Nullable String albumKey) {
        Message before = held;
        if (before != null && albumKey != null && albumKey.equals(heldKey) && follows(before, message)) {
            Long known = before.albumId();
            long album = known == null ? albumId(before) : known;
            hold(message.inAlbum(album), albumKey);
            albumSize++;
            listener.message(before.inAlbum(album));
            return;
        }
        flush();
        if (albumKey == null) {
            listener.message(message);
        } else {
            hold(message, albumKey);
            albumSize = 1;
        }
    }

    /** Hands over the message that is held back. */
    void flush() {
        Message last = held;
        held = null;
        if (last != null) {
            listener.message(last);
        }
    }

    private void hold(Message message, String albumKey) {
        held = message;
        heldKey = albumKey;
    }

    private boolean follows(Message before, Message message) {
        return albumSize < MAX_ALBUM
                && message.channelId() == before.channelId()
                && message.messageId() == before.messageId() + 1
                && message.sentAt() != null
                && message.sentAt().equals(before.sentAt());
    }

    /** Mixes both ids over 63 bits: albums of different channels rarely share an id. */
    private static long albumId(Message first) {
        long mixed = first.channelId() * 0x9E3779B97F4A7C15L + first.messageId();
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (mixed ^ (mixed >>> 31)) | Long.MIN_VALUE;
    }
}
