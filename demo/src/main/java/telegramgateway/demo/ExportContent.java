package telegramgateway.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * What an export file holds, counted without any of the gateway's code, so that the gateway can be checked against it.
 *
 * @param entries of all {@code messages} arrays
 * @param messages what people wrote, not service entries, by channel id and message id, in all the versions that the
 *     file has; private conversations are left out
 * @param complete false when the file could not be read to its end
 */
public record ExportContent(long entries, Map<Long, Map<Long, Set<Written>>> messages, boolean complete) {

    /** Telegram's offset between the bare id of a channel or supergroup and its chat id. */
    private static final long CHANNEL_OFFSET = 1_000_000_000_000L;

    /** What Desktop added to ids until May 2021, when it wrote senders as numbers. */
    private static final long OLD_GROUP_TAG = 1L << 32;

    private static final long OLD_CHANNEL_TAG = 1L << 33;

    /** Desktop writes control characters as {@code \xNN}, which is no JSON; their values do not matter here. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    public static ExportContent read(Path export) throws IOException {
        Counter counter = new Counter();
        boolean complete = true;
        try (InputStream file = new BufferedInputStream(Files.newInputStream(export));
                InputStream content = plain(file);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), content)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    counter.object(json);
                }
            }
        } catch (JacksonException e) {
            complete = false;
        }
        return new ExportContent(counter.entries, counter.messages, complete);
    }

    public long messageCount() {
        return messages.values().stream().mapToLong(Map::size).sum();
    }

    private static InputStream plain(InputStream file) throws IOException {
        file.mark(2);
        boolean gzip = file.read() == 0x1f && file.read() == 0x8b;
        file.reset();
        return gzip ? new GZIPInputStream(file) : file;
    }

    /** Walks through the file; an object with an array {@code messages} is a chat. */
    private static final class Counter {
        private long entries;
        private final Map<Long, Map<Long, Set<Written>>> messages = new LinkedHashMap<>();
        private boolean numericSenders;

        void object(JsonParser json) {
            String type = "";
            long id = 0;
            Map<Long, Set<Written>> ids = new TreeMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                    type = json.getString();
                } else if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                    id = json.getLongValue();
                } else if (name.equals("messages") && value == JsonToken.START_ARRAY) {
                    numericSenders = false;
                    entries(json, ids);
                } else if (value == JsonToken.START_OBJECT) {
                    object(json);
                } else if (value == JsonToken.START_ARRAY) {
                    array(json);
                }
            }
            long channelId = channelId(type, numericSenders ? untagged(type, id) : id);
            if (channelId < 0 && !ids.isEmpty()) {
                messages.computeIfAbsent(channelId, channel -> new TreeMap<>()).putAll(ids);
            }
        }

        private void array(JsonParser json) {
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (token == null) {
                    return;
                } else if (token == JsonToken.START_OBJECT) {
                    object(json);
                } else if (token == JsonToken.START_ARRAY) {
                    array(json);
                }
            }
        }

        private void entries(JsonParser json, Map<Long, Set<Written>> ids) {
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (token == null) {
                    return;
                }
                entries++;
                if (token == JsonToken.START_OBJECT) {
                    entry(json, ids);
                } else {
                    json.skipChildren();
                }
            }
        }

        private void entry(JsonParser json, Map<Long, Set<Written>> ids) {
            long id = 0;
            long sentAt = 0;
            String text = "";
            boolean message = false;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                    id = json.getLongValue();
                } else if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                    message = json.getString().equals("message");
                } else if (name.equals("date_unixtime")) {
                    sentAt = json.getValueAsLong();
                } else if (name.equals("text")) {
                    text = text(json, value);
                } else if (name.equals("from_id")) {
                    numericSenders |= value == JsonToken.VALUE_NUMBER_INT;
                } else {
                    json.skipChildren();
                }
            }
            if (message) {
                ids.computeIfAbsent(id, added -> new HashSet<>()).add(Written.of(sentAt, text));
            }
        }

        /** A string, or an array of strings and of objects with a {@code text}. */
        private static String text(JsonParser json, JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                return json.getValueAsString("");
            }
            StringBuilder text = new StringBuilder();
            for (JsonToken part = json.nextToken(); part != JsonToken.END_ARRAY; part = json.nextToken()) {
                if (part == null) {
                    break;
                } else if (part == JsonToken.VALUE_STRING) {
                    text.append(json.getString());
                } else if (part == JsonToken.START_OBJECT) {
                    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                        boolean own = json.currentName().equals("text");
                        json.nextToken();
                        if (own) {
                            text.append(json.getValueAsString(""));
                        } else {
                            json.skipChildren();
                        }
                    }
                }
            }
            return text.toString();
        }

        private static long untagged(String type, long id) {
            long tag = type.endsWith("_group") ? OLD_GROUP_TAG : OLD_CHANNEL_TAG;
            return id >= tag && id < tag + OLD_GROUP_TAG ? id - tag : id;
        }

        private static long channelId(String type, long bareId) {
            if (type.endsWith("channel") || type.endsWith("supergroup")) {
                return -(CHANNEL_OFFSET + bareId);
            }
            return type.endsWith("group") ? -bareId : bareId;
        }
    }
}
