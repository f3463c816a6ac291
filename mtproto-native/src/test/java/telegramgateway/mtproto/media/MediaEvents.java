package telegramgateway.mtproto.media;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Media;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.Photo;
import telegramgateway.mtproto.TestMessages;

/** Messages with files, and their events. */
final class MediaEvents {
    static final String HOSTILE_NAME = "../../../etc/passwd";

    private MediaEvents() {}

    record Content(List<Photo> photos, @Nullable Media media) {}

    static final Content TEXT = new Content(List.of(), null);

    static Content photos(int count) {
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            photos.add(new Photo(800, 600, 0, null));
        }
        return new Content(photos, null);
    }

    static Content media(String type) {
        return new Content(List.of(), new Media(type, "application/pdf", HOSTILE_NAME, 0, 0, 0, 0, null, null));
    }

    static Message message(long messageId, Content content) {
        return message(messageId, content, MessageSource.USER);
    }

    static Message message(long messageId, Content content, MessageSource source) {
        return new Message(
                TestMessages.CHANNEL,
                messageId,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                TestMessages.SENT,
                null,
                null,
                TestMessages.SENT,
                source,
                "user",
                "",
                List.of(),
                content.photos(),
                content.media(),
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>());
    }

    static MessageEvent posted(long messageId, long position, Content content) {
        return event(message(messageId, content), MessageKind.POSTED, position);
    }

    static MessageEvent edited(long messageId, long position, Content content) {
        return event(message(messageId, content), MessageKind.EDITED, position);
    }

    static MessageEvent event(Message message, MessageKind kind, long position) {
        return new MessageEvent(position, position, 0, message.accepted(kind, position), new byte[0]);
    }
}
