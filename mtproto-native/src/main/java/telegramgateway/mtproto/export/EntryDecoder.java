package telegramgateway.mtproto.export;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.ForwardOrigin;
import telegramgateway.message.Media;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.Photo;
import telegramgateway.message.Reply;
import tools.jackson.databind.node.ObjectNode;

/** Turns one entry of a {@code messages} array into a message, or says why it cannot be one. */
final class EntryDecoder {
    /** Telegram opened in August 2013. */
    private static final Instant FIRST_DATE = Instant.parse("2013-01-01T00:00:00Z");

    /** Telegram's dates are 32-bit seconds. */
    private static final Instant LAST_DATE = Instant.ofEpochSecond(Integer.MAX_VALUE);

    private final ExportOptions options;
    private final EntryDates dates;

    EntryDecoder(ExportOptions options) {
        this.options = options;
        this.dates = new EntryDates(options.zone());
    }

    Decoded decode(long channelId, long messageId, ObjectNode entry) {
        String type = Fields.text(entry, "type");
        if (!"message".equals(type)) {
            return switch (type) {
                case "service" -> refused(RejectionReason.SERVICE, channelId, messageId, Fields.text(entry, "action"));
                case "unsupported" -> refused(RejectionReason.UNSUPPORTED, channelId, messageId, null);
                case null, default -> refused(RejectionReason.UNKNOWN_TYPE, channelId, messageId, type);
            };
        }
        if (messageId == 0) {
            return refused(RejectionReason.INVALID_ID, channelId, messageId, null);
        }
        Instant sentAt = dates.read(entry, "date");
        if (sentAt == null) {
            return refused(RejectionReason.INVALID_DATE, channelId, messageId, null);
        }
        if (!possible(sentAt)) {
            return refused(RejectionReason.DATE_OUT_OF_RANGE, channelId, messageId, sentAt.toString());
        }
        EntryText text = EntryText.of(entry);
        int length = text.text().length();
        if (length > Message.MAX_TEXT_LENGTH) {
            return refused(RejectionReason.TEXT_TOO_LONG, channelId, messageId, null);
        }
        return accepted(channelId, messageId, sentAt, text, entry);
    }

    private Decoded accepted(long channelId, long messageId, Instant sentAt, EntryText text, ObjectNode entry) {
        Instant editedAt = dates.read(entry, "edited");
        List<Photo> photos = EntryMedia.photos(entry);
        Media media = EntryMedia.media(entry);
        Message message = new Message(
                channelId,
                messageId,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                sentAt,
                editedAt != null && possible(editedAt) ? editedAt : null,
                null,
                options.clock().instant(),
                options.source(),
                options.account(),
                text.text(),
                text.entities(),
                photos,
                media,
                null,
                reply(channelId, entry),
                forward(entry),
                null,
                Fields.text(entry, "author"),
                EntryExtra.of(channelId, entry));
        return new Decoded.Accepted(message, albumKey(photos, media, entry));
    }

    /** Photos and videos share an album; documents and music stand in albums of their own kind. */
    private static @Nullable String albumKey(List<Photo> photos, @Nullable Media media, ObjectNode entry) {
        String kind = photos.isEmpty() ? media == null ? "" : media.type() : "video_file";
        return switch (kind) {
            case "video_file", "audio_file", EntryMedia.DOCUMENT ->
                kind + '|' + PeerIds.of(entry.get("from_id")) + '|' + Fields.text(entry, "forwarded_from");
            default -> null;
        };
    }

    private static @Nullable Reply reply(long channelId, ObjectNode entry) {
        Long messageId = Fields.integer(entry, "reply_to_message_id");
        if (messageId == null || messageId == 0) {
            return null;
        }
        Long peer = PeerIds.of(entry.get("reply_to_peer_id"));
        return new Reply(messageId, peer != null && peer == channelId ? null : peer);
    }

    private static @Nullable ForwardOrigin forward(ObjectNode entry) {
        if (!entry.has("forwarded_from")) {
            return null;
        }
        Long origin = PeerIds.of(entry.get("forwarded_from_id"));
        return new ForwardOrigin(Fields.text(entry, "forwarded_from"), origin, null, null);
    }

    private static boolean possible(Instant date) {
        return !date.isBefore(FIRST_DATE) && !date.isAfter(LAST_DATE);
    }

    private static Decoded refused(RejectionReason reason, long channelId, long messageId, @Nullable String detail) {
        return new Decoded.Refused(new Rejection(reason, channelId, messageId, detail));
    }
}
