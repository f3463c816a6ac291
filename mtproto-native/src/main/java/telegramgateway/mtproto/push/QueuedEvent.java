package telegramgateway.mtproto.push;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.regex.Pattern;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;

/**
 * An event of the failure queue. Its line is its canonical JSON with {@code failedAt} as the last field.
 *
 * @param json its canonical JSON, UTF-8, without {@code failedAt}; never modified
 * @param line as it stands in the file, with its end; never modified
 */
public record QueuedEvent(long channelId, long messageId, long position, byte[] json, byte[] line) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern TAIL =
            Pattern.compile(",\"failedAt\":\"\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z\"}\n");
    private static final int TAIL_LENGTH = ",\"failedAt\":\"2026-01-01T00:00:00.000Z\"}\n".length();

    /** An event that failed just now. */
    static QueuedEvent failed(byte[] json, Instant failedAt) {
        return of(json, line(json, failedAt));
    }

    private static QueuedEvent of(byte[] json, byte[] line) {
        Message message = MessageJson.decode(json);
        return new QueuedEvent(message.channelId(), message.messageId(), message.position(), json, line);
    }

    /**
     * @param line with its end
     * @throws IllegalArgumentException when it is none of ours
     */
    static QueuedEvent parse(byte[] line) {
        int split = line.length - TAIL_LENGTH;
        if (split < 1
                || !TAIL.matcher(new String(line, split, TAIL_LENGTH, StandardCharsets.US_ASCII))
                        .matches()) {
            throw new IllegalArgumentException("Not a line of the failure queue");
        }
        byte[] json = Arrays.copyOf(line, split + 1);
        json[split] = '}';
        return of(json, line);
    }

    private static byte[] line(byte[] json, Instant failedAt) {
        byte[] tail = (",\"failedAt\":\"" + TIME.format(failedAt) + "\"}\n").getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(json, json.length - 1 + tail.length);
        System.arraycopy(tail, 0, line, json.length - 1, tail.length);
        return line;
    }

    /** Shows ids only: texts do not belong in logs. */
    @Override
    public String toString() {
        return channelId + ":" + messageId + ":" + position;
    }
}
