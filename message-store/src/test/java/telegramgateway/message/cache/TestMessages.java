package telegramgateway.message.cache;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;

/** Messages and events that differ in what a test is about. */
final class TestMessages {
    private TestMessages() {}

    static Message text(long channelId, long messageId, Instant sentAt, MessageSource source, String text) {
        return new Message(
                channelId,
                messageId,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                sentAt,
                null,
                null,
                sentAt,
                source,
                "test",
                text,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>());
    }

    static MessageEvent event(long channelId, long messageId, long position, long previous) {
        Message message = text(channelId, messageId, Instant.EPOCH, MessageSource.USER, "at " + position)
                .accepted(MessageKind.POSTED, position);
        return new MessageEvent(1, position, previous, message, MessageJson.encode(message));
    }
}
