package telegramgateway.mtproto;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;

/** Observations for tests. */
public final class TestMessages {
    public static final long CHANNEL = -1_001_000_000_001L;
    public static final long OTHER_CHANNEL = -1_001_000_000_002L;
    public static final Instant SENT = Instant.parse("2026-11-20T11:59:00Z");

    private TestMessages() {}

    public static Message post(long channelId, long messageId, String text) {
        return post(channelId, messageId, text, MessageSource.USER);
    }

    public static Message post(long channelId, long messageId, String text, MessageSource source) {
        return edit(channelId, messageId, text, null, source);
    }

    public static Message edit(
            long channelId, long messageId, String text, @Nullable Instant editedAt, MessageSource source) {
        return new Message(
                channelId,
                messageId,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                SENT,
                editedAt,
                null,
                SENT.plusMillis(250),
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

    public static Message deletion(long channelId, long messageId, MessageSource source) {
        return Message.deletion(channelId, messageId, SENT.plusSeconds(9), SENT.plusSeconds(9), source, "test");
    }
}
