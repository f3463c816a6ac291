package telegramgateway.message.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static telegramgateway.message.database.ArrayInsert.Column.bytes;
import static telegramgateway.message.database.ArrayInsert.Column.number;
import static telegramgateway.message.database.ArrayInsert.Column.text;
import static telegramgateway.message.database.ArrayInsert.Column.time;
import static telegramgateway.message.database.ArrayInsert.Column.truth;
import static telegramgateway.message.database.ArrayInsert.Column.uuid;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;

/** The statements that write a batch, and which column takes which part of an event. */
final class BatchStatements {

    /** Every channel with a message has a row. */
    static final ArrayInsert<Long> CHANNELS = new ArrayInsert<>(
            "telegram_gateway.channels", "(channel_id) DO NOTHING", List.of(number("channel_id", id -> id)));

    static final ArrayInsert<ChannelTitle> CHANNEL_TITLES = new ArrayInsert<>(
            "telegram_gateway.channels AS known",
            """
            (channel_id) DO UPDATE
            SET title = excluded.title, username = excluded.username, type = excluded.type, registered = excluded.registered,
                updated_at = now()
            WHERE (known.title, known.username, known.type, known.registered)
                IS DISTINCT FROM (excluded.title, excluded.username, excluded.type, excluded.registered)""",
            List.of(
                    number("channel_id", ChannelTitle::channelId),
                    text("title", ChannelTitle::title),
                    text("username", ChannelTitle::username),
                    text("type", ChannelTitle::type),
                    truth("registered", ChannelTitle::registered)));

    /** Posted and edited messages, at most one event of each message. */
    static final ArrayInsert<MessageEvent> CONTENTS = new ArrayInsert<>(
            "telegram_gateway.messages AS known",
            """
            (channel_id, message_id) DO UPDATE
            SET position = excluded.position, kind = excluded.kind, sent_at = excluded.sent_at,
                edited_at = excluded.edited_at, deleted_at = NULL, received_at = excluded.received_at,
                source = excluded.source, account = excluded.account, text = excluded.text,
                media_type = excluded.media_type, album_id = excluded.album_id,
                reply_to_message_id = excluded.reply_to_message_id, topic_id = excluded.topic_id,
                author = excluded.author, content_hash = excluded.content_hash, json = excluded.json
            WHERE known.position < excluded.position""",
            List.of(
                    number("channel_id", MessageEvent::channelId),
                    number("message_id", MessageEvent::messageId),
                    number("position", MessageEvent::position),
                    text("kind", event -> event.message().kind().jsonName()),
                    time("sent_at", event -> event.message().sentAt()),
                    time("edited_at", event -> event.message().editedAt()),
                    time("received_at", event -> event.message().receivedAt()),
                    text("source", event -> event.message().source().jsonName()),
                    text("account", event -> event.message().account()),
                    text("text", event -> event.message().text()),
                    text("media_type", event -> mediaType(event.message())),
                    number("album_id", event -> event.message().albumId()),
                    number("reply_to_message_id", event -> replyTo(event.message())),
                    number("topic_id", event -> event.message().topicId()),
                    text("author", event -> event.message().author()),
                    bytes("content_hash", event -> MessageJson.contentHash(event.message())),
                    text("json", event -> new String(event.json(), UTF_8))));

    /** Deleted messages, at most one event of each message: the columns keep the last content. */
    static final ArrayInsert<MessageEvent> DELETIONS = new ArrayInsert<>(
            "telegram_gateway.messages AS known",
            """
            (channel_id, message_id) DO UPDATE
            SET position = excluded.position, kind = excluded.kind, deleted_at = excluded.deleted_at,
                received_at = excluded.received_at, source = excluded.source, account = excluded.account,
                json = excluded.json
            WHERE known.position < excluded.position""",
            List.of(
                    number("channel_id", MessageEvent::channelId),
                    number("message_id", MessageEvent::messageId),
                    number("position", MessageEvent::position),
                    text("kind", event -> event.message().kind().jsonName()),
                    time("deleted_at", event -> event.message().deletedAt()),
                    time("received_at", event -> event.message().receivedAt()),
                    text("source", event -> event.message().source().jsonName()),
                    text("account", event -> event.message().account()),
                    text("text", event -> event.message().text()),
                    text("json", event -> new String(event.json(), UTF_8))));

    private BatchStatements() {}

    /** Every event, with the gateway whose journal had it. */
    static ArrayInsert<MessageEvent> events(UUID gateway) {
        return new ArrayInsert<>(
                "telegram_gateway.message_events",
                "(channel_id, position) DO NOTHING",
                List.of(
                        number("channel_id", MessageEvent::channelId),
                        number("position", MessageEvent::position),
                        number("message_id", MessageEvent::messageId),
                        text("kind", event -> event.message().kind().jsonName()),
                        text("source", event -> event.message().source().jsonName()),
                        time("received_at", event -> event.message().receivedAt()),
                        text("json", event -> new String(event.json(), UTF_8)),
                        uuid("gateway", _ -> gateway)));
    }

    private static @Nullable String mediaType(Message message) {
        return message.media() == null ? null : message.media().type();
    }

    private static @Nullable Long replyTo(Message message) {
        return message.replyTo() == null ? null : message.replyTo().messageId();
    }
}
