package telegramgateway.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as one event left it: its full state after {@code POSTED} and {@code EDITED}, a tombstone without content
 * after {@code DELETED}. Immutable. Times are cut to milliseconds, the resolution of the JSON form.
 *
 * @param channelId TDLib chat id: {@code -100…} for channels and supergroups; never 0
 * @param messageId Telegram's server id; never 0; negative only for messages of a migrated basic group
 * @param position place in the feed, µs scale; {@link #UNACCEPTED} until the journal has accepted it
 * @param sentAt Telegram's date; null only for a tombstone
 * @param editedAt Telegram's last edit date; null if never edited
 * @param deletedAt set exactly for tombstones
 * @param receivedAt when this gateway observed it
 * @param text text or caption, at most {@link #MAX_TEXT_LENGTH} UTF-16 units, without lone surrogates; empty if none
 * @param photos in the sender's order
 * @param albumId groups the messages of one album; null if none
 * @param topicId forum topic; null if none
 * @param author signature of the author; null if none
 * @param account name of the account that observed it
 * @param extra fields of the JSON form that this version does not know, kept for the round trip, by their JSON Pointer
 *     (RFC 6901) without the leading slash; nodes as reading JSON gives them
 */
public record Message(
        long channelId,
        long messageId,
        long position,
        MessageKind kind,
        @Nullable Instant sentAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        Instant receivedAt,
        MessageSource source,
        String account,
        String text,
        List<TextEntity> entities,
        List<Photo> photos,
        @Nullable Media media,
        @Nullable Long albumId,
        @Nullable Reply replyTo,
        @Nullable ForwardOrigin forward,
        @Nullable Long topicId,
        @Nullable String author,
        SortedMap<String, JsonNode> extra) {

    /** The position of an observation that the journal has not accepted yet. */
    public static final long UNACCEPTED = 0;

    /** Far above Telegram's own 4,096; a longer text is no Telegram message. UTF-16 units. */
    public static final int MAX_TEXT_LENGTH = 262_144;

    public Message {
        if (channelId == 0 || messageId == 0) {
            throw new IllegalArgumentException("Channel and message ids are never 0");
        }
        if (position < 0) {
            throw new IllegalArgumentException("A position cannot be negative: " + position);
        }
        if ((kind == MessageKind.DELETED) != (deletedAt != null)) {
            throw new IllegalArgumentException("Exactly a deleted message has a time of deletion");
        }
        if (kind != MessageKind.DELETED && sentAt == null) {
            throw new IllegalArgumentException("A message needs the time when it was sent");
        }
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    "A text of " + text.length() + " UTF-16 units exceeds " + MAX_TEXT_LENGTH);
        }
        for (TextEntity entity : entities) {
            if ((long) entity.offset() + entity.length() > text.length()) {
                throw new IllegalArgumentException("A text entity reaches beyond the text");
            }
        }
        if (kind == MessageKind.DELETED
                && !(text.isEmpty() && entities.isEmpty() && photos.isEmpty() && media == null && replyTo == null)) {
            throw new IllegalArgumentException("A deleted message has no content");
        }
        if (!Collections.disjoint(extra.keySet(), MessageJson.FIELDS)) {
            throw new IllegalArgumentException("An extra field cannot have the name of a known one");
        }
        WellFormed.require(text, "text");
        WellFormed.require(author, "author");
        WellFormed.require(account, "account");
        sentAt = millis(sentAt);
        editedAt = millis(editedAt);
        deletedAt = millis(deletedAt);
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(source);
        requireNonNull(account);
        entities = List.copyOf(entities);
        photos = List.copyOf(photos);
        extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
    }

    /** The observation that a message was deleted. */
    public static Message deletion(
            long channelId,
            long messageId,
            Instant deletedAt,
            Instant receivedAt,
            MessageSource source,
            String account) {
        return new Message(
                channelId,
                messageId,
                UNACCEPTED,
                MessageKind.DELETED,
                null,
                null,
                deletedAt,
                receivedAt,
                source,
                account,
                "",
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

    /** The same message as the journal accepted it. */
    public Message accepted(MessageKind asKind, long atPosition) {
        return new Message(
                channelId,
                messageId,
                atPosition,
                asKind,
                sentAt,
                editedAt,
                deletedAt,
                receivedAt,
                source,
                account,
                text,
                entities,
                photos,
                media,
                albumId,
                replyTo,
                forward,
                topicId,
                author,
                extra);
    }

    /** The same message as part of an album. */
    public Message inAlbum(long album) {
        return new Message(
                channelId,
                messageId,
                position,
                kind,
                sentAt,
                editedAt,
                deletedAt,
                receivedAt,
                source,
                account,
                text,
                entities,
                photos,
                media,
                album,
                replyTo,
                forward,
                topicId,
                author,
                extra);
    }

    private static @Nullable Instant millis(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }
}
