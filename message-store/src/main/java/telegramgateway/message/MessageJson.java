package telegramgateway.message;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The canonical JSON form of a message, used byte for byte in the journal, in Redis and in API answers. Fields stand in
 * one fixed order, absent values are left out, times are ISO-8601 in UTC with milliseconds. 64-bit values that may
 * exceed 2^53 are strings. Fields that this version does not know are kept: in each object they follow the known ones,
 * sorted by name. Those of an entity that are strings are its attributes.
 */
public final class MessageJson {
    /** The fields that this version knows. */
    static final Set<String> FIELDS = Set.of(
            "channelId",
            "messageId",
            "position",
            "kind",
            "timestamp",
            "editedAt",
            "deletedAt",
            "receivedAt",
            "source",
            "account",
            "text",
            "entities",
            "photos",
            "media",
            "albumId",
            "replyTo",
            "forward",
            "topicId",
            "author");

    /** Numbers of unknown fields keep every digit. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int CONTENT_HASH_BYTES = 16;

    private MessageJson() {}

    /** The message's canonical JSON, UTF-8. */
    public static byte[] encode(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            writeEnvelope(json, message);
            if (message.kind() != MessageKind.DELETED) {
                writeContent(json, message);
            }
            UnknownFields.write(json, "", message.extra());
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /**
     * Reads a canonical JSON.
     *
     * @throws IllegalArgumentException when it is no message, with the reason
     */
    public static Message decode(byte[] json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not a JSON object: " + e.getOriginalMessage(), e);
        }
        if (root == null || !root.isObject()) {
            throw new IllegalArgumentException("Not a JSON object");
        }
        return new MessageJsonReader(root).message();
    }

    /**
     * A hash of what the author wrote: equal for two observations of the same state, whoever observed it and wherever
     * it keeps the files.
     */
    public static byte[] contentHash(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            writeContent(json, withoutFiles(message));
            json.writeEndObject();
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(out.toByteArray());
            return Arrays.copyOf(digest, CONTENT_HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static Message withoutFiles(Message m) {
        List<Photo> photos = new ArrayList<>();
        for (Photo photo : m.photos()) {
            photos.add(new Photo(photo.width(), photo.height(), 0, null));
        }
        Media media = m.media();
        if (media != null) {
            media = new Media(
                    media.type(),
                    media.mimeType(),
                    media.fileName(),
                    0,
                    media.width(),
                    media.height(),
                    media.durationSeconds(),
                    null,
                    media.title());
        }
        return new Message(
                m.channelId(),
                m.messageId(),
                m.position(),
                m.kind(),
                m.sentAt(),
                m.editedAt(),
                m.deletedAt(),
                m.receivedAt(),
                m.source(),
                m.account(),
                m.text(),
                m.entities(),
                photos,
                media,
                m.albumId(),
                m.replyTo(),
                m.forward(),
                m.topicId(),
                m.author(),
                new TreeMap<>());
    }

    private static void writeEnvelope(JsonGenerator json, Message m) {
        json.writeNumberProperty("channelId", m.channelId());
        json.writeNumberProperty("messageId", m.messageId());
        json.writeNumberProperty("position", m.position());
        json.writeStringProperty("kind", m.kind().jsonName());
        writeTime(json, "timestamp", m.sentAt());
        writeTime(json, "editedAt", m.editedAt());
        writeTime(json, "deletedAt", m.deletedAt());
        writeTime(json, "receivedAt", m.receivedAt());
        json.writeStringProperty("source", m.source().jsonName());
        json.writeStringProperty("account", m.account());
    }

    private static void writeContent(JsonGenerator json, Message m) {
        json.writeStringProperty("text", m.text());
        json.writeArrayPropertyStart("entities");
        for (int i = 0; i < m.entities().size(); i++) {
            writeEntity(json, m.entities().get(i), "entities/" + i + "/", m.extra());
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("photos");
        for (int i = 0; i < m.photos().size(); i++) {
            writePhoto(json, m.photos().get(i), "photos/" + i + "/", m.extra());
        }
        json.writeEndArray();
        if (m.media() != null) {
            writeMedia(json, m.media(), m.extra());
        }
        writeText(json, "albumId", m.albumId() == null ? null : m.albumId().toString());
        if (m.replyTo() != null) {
            json.writeObjectPropertyStart("replyTo");
            json.writeNumberProperty("messageId", m.replyTo().messageId());
            writeLong(json, "channelId", m.replyTo().channelId());
            UnknownFields.write(json, "replyTo/", m.extra());
            json.writeEndObject();
        }
        if (m.forward() != null) {
            json.writeObjectPropertyStart("forward");
            writeText(json, "name", m.forward().name());
            writeLong(json, "channelId", m.forward().channelId());
            writeLong(json, "messageId", m.forward().messageId());
            writeTime(json, "timestamp", m.forward().sentAt());
            UnknownFields.write(json, "forward/", m.extra());
            json.writeEndObject();
        }
        writeLong(json, "topicId", m.topicId());
        writeText(json, "author", m.author());
    }

    private static void writeEntity(
            JsonGenerator json, TextEntity entity, String pointer, SortedMap<String, JsonNode> unknown) {
        json.writeStartObject();
        json.writeStringProperty("type", entity.type());
        json.writeNumberProperty("offset", entity.offset());
        json.writeNumberProperty("length", entity.length());
        for (Map.Entry<String, String> attribute : entity.attributes().entrySet()) {
            json.writeStringProperty(attribute.getKey(), attribute.getValue());
        }
        UnknownFields.write(json, pointer, unknown);
        json.writeEndObject();
    }

    private static void writePhoto(
            JsonGenerator json, Photo photo, String pointer, SortedMap<String, JsonNode> unknown) {
        json.writeStartObject();
        writeCount(json, "width", photo.width());
        writeCount(json, "height", photo.height());
        writeCount(json, "size", photo.size());
        writeText(json, "file", photo.file());
        UnknownFields.write(json, pointer, unknown);
        json.writeEndObject();
    }

    private static void writeMedia(JsonGenerator json, Media media, SortedMap<String, JsonNode> unknown) {
        json.writeObjectPropertyStart("media");
        json.writeStringProperty("type", media.type());
        writeText(json, "mimeType", media.mimeType());
        writeText(json, "fileName", media.fileName());
        writeCount(json, "size", media.size());
        writeCount(json, "width", media.width());
        writeCount(json, "height", media.height());
        writeCount(json, "durationSeconds", media.durationSeconds());
        writeText(json, "file", media.file());
        writeText(json, "title", media.title());
        UnknownFields.write(json, "media/", unknown);
        json.writeEndObject();
    }

    private static void writeTime(JsonGenerator json, String name, @Nullable Instant time) {
        if (time != null) {
            json.writeStringProperty(name, TIME.format(time));
        }
    }

    private static void writeText(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void writeLong(JsonGenerator json, String name, @Nullable Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }

    private static void writeCount(JsonGenerator json, String name, long value) {
        if (value != 0) {
            json.writeNumberProperty(name, value);
        }
    }
}
