package telegramgateway.tpcapital.push;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a push: the canonical JSON of an event, or only {@code channelId, messageId, text, timestamp,
 * photos} (and {@code editedAt}), which is all that other senders know.
 *
 * <p>Those have no position. Theirs is the time of the message's last change: the same whenever they repeat it, higher
 * after an edit, and lower than what the gateway itself gives to that state or a later one, which so prevails.
 */
final class PushedMessage {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final int MICROS_PER_MILLI = 1000;
    private static final String ACCOUNT = "push";

    /** As the reader of the canonical JSON names the field that is wrong. */
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\"");

    private PushedMessage() {}

    /** A body that is no message. */
    static final class UnreadableException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final @Nullable String field;

        UnreadableException(@Nullable String field, String message) {
            super(message);
            this.field = field;
        }

        /** Which field is wrong; null when the body as a whole is. */
        @Nullable
        String field() {
            return field;
        }
    }

    /** @throws UnreadableException when it is no message */
    static Message read(byte[] body, Instant now) {
        JsonNode root = parse(body);
        Message message;
        try {
            message = root.hasNonNull("position") || root.hasNonNull("kind")
                    ? MessageJson.decode(body)
                    : withoutPosition(root, now);
        } catch (UnreadableException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw unreadable(root, String.valueOf(e.getMessage()));
        }
        if (message.position() == Message.UNACCEPTED) {
            throw new UnreadableException("position", "\"position\" must be above 0");
        }
        return message;
    }

    private static JsonNode parse(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new UnreadableException(null, "The body is no JSON: " + e.getOriginalMessage());
        }
        if (root == null || !root.isObject()) {
            throw new UnreadableException(null, "The body is no JSON object");
        }
        return root;
    }

    private static Message withoutPosition(JsonNode root, Instant now) {
        Instant sentAt = time(root, "timestamp", now);
        if (sentAt == null) {
            throw new UnreadableException("timestamp", "\"timestamp\" is missing");
        }
        Instant editedAt = time(root, "editedAt", now);
        if (root.hasNonNull("photos") && !root.get("photos").isArray()) {
            throw new UnreadableException("photos", "\"photos\" is no array");
        }
        long messageId = id(root, "messageId");
        return new Message(
                id(root, "channelId"),
                messageId,
                position(editedAt == null ? sentAt : editedAt, messageId),
                editedAt == null ? MessageKind.POSTED : MessageKind.EDITED,
                sentAt,
                editedAt,
                null,
                now,
                MessageSource.USER,
                ACCOUNT,
                text(root),
                List.of(),
                List.of(), // signals are read from the text
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>());
    }

    /** The messages of an album have one time and need different positions. */
    private static long position(Instant time, long messageId) {
        return time.toEpochMilli() * MICROS_PER_MILLI + Math.floorMod(messageId, MICROS_PER_MILLI);
    }

    /** A number, or its digits in quotes: the system before kept ids as text. */
    private static long id(JsonNode root, String name) {
        JsonNode value = root.get(name);
        if (value == null || value.isNull()) {
            throw new UnreadableException(name, "\"" + name + "\" is missing");
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isString() && value.stringValue().matches("-?\\d{1,18}")) {
            return Long.parseLong(value.stringValue());
        }
        throw new UnreadableException(name, "\"" + name + "\" is no 64-bit number");
    }

    private static String text(JsonNode root) {
        JsonNode value = root.get("text");
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw new UnreadableException("text", "\"text\" is no string");
        }
        return value.stringValue();
    }

    private static @Nullable Instant time(JsonNode root, String name, Instant now) {
        JsonNode value = root.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        Instant time;
        try {
            time = Instant.parse(value.isString() ? value.stringValue() : "");
        } catch (DateTimeParseException e) {
            throw new UnreadableException(name, "\"" + name + "\" is no ISO-8601 time");
        }
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1970 || time.isAfter(now.plus(CLOCK_SKEW))) {
            // It would stand before every change that is still to come.
            throw new UnreadableException(name, "\"" + name + "\" is no time in the past");
        }
        return time;
    }

    /** Errors of the whole message name no field by themselves. */
    private static UnreadableException unreadable(JsonNode root, String reason) {
        Matcher named = FIELD.matcher(reason);
        if (named.find()) {
            return new UnreadableException(named.group(1), reason);
        }
        for (String id : List.of("channelId", "messageId")) {
            if (root.path(id).asString("").equals("0")) {
                return new UnreadableException(id, reason);
            }
        }
        if (reason.contains("position")) {
            return new UnreadableException("position", reason);
        }
        if (reason.contains("time when it was sent")) {
            return new UnreadableException("timestamp", reason);
        }
        return new UnreadableException(reason.contains("deleti") ? "deletedAt" : "text", reason);
    }
}
