package telegramgateway.message.database;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.history.MessageHistory;

/**
 * A database whose 50 channels have a history of so many days, ten messages each day, and where time allows it,
 * compressed as the policies do it.
 */
final class LongHistory {

    static final int CHANNELS = 50;
    static final int PER_DAY = 10;

    private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1_000;
    private static final LocalDate END = LocalDate.of(2026, 11, 21);

    /** Few enough chunks per transaction for the lock table of a server with default settings. */
    private static final int DAYS_PER_TRANSACTION = 20;

    private static final int UNCOMPRESSED_DAYS = 7;

    private final TestDatabase sql = TestDatabase.migrated();
    private final MessageDatabase messages = sql.messages();
    private final int days;
    private final Batches batches = new Batches(messages);
    private long lastPosition = start(0);
    private long lastMessage;

    LongHistory(int days) {
        this.days = days;
        this.lastMessage = (long) days * PER_DAY;
        sql.execute("INSERT INTO telegram_gateway.channels (channel_id) SELECT -c FROM generate_series(1, " + CHANNELS
                + ") AS c");
        for (int day = days; day > 0; day -= DAYS_PER_TRANSACTION) {
            load(day, Math.max(0, day - DAYS_PER_TRANSACTION));
        }
        sql.execute("VACUUM ANALYZE");
    }

    MessageDatabase messages() {
        return messages;
    }

    MessageHistory history() {
        return sql.history();
    }

    TestDatabase sql() {
        return sql;
    }

    static long channel(int number) {
        return -1L - number % CHANNELS;
    }

    /** The id of the newest message of the history of each channel; the oldest is 1. */
    long newestMessage() {
        return (long) days * PER_DAY;
    }

    /** The position at which the given day before the end began. */
    static long start(int daysAgo) {
        return END.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000 - daysAgo * DAY_MICROS;
    }

    /** New posts, spread over all channels. */
    void post(int count) {
        List<MessageEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Batches.posted(channel(i), ++lastMessage, ++lastPosition, text(lastPosition)));
        }
        batches.apply(events, List.of());
    }

    /** Edits of the oldest messages of one channel. */
    void editOldest(int channel, int count) {
        List<MessageEvent> events = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            events.add(Batches.edited(channel(channel), id, ++lastPosition, text(lastPosition)));
        }
        batches.apply(events, List.of());
    }

    /** Compresses what the policy would have compressed; true if the server can. */
    boolean compress() {
        if (sql.query("SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'")
                .isEmpty()) {
            return false;
        }
        for (int day = days; day > UNCOMPRESSED_DAYS; day -= DAYS_PER_TRANSACTION) {
            sql.execute(
                    "SELECT compress_chunk(c) FROM show_chunks('telegram_gateway.message_events', newer_than => BIGINT '"
                            + (start(day) - 1) + "', older_than => BIGINT '"
                            + start(Math.max(UNCOMPRESSED_DAYS, day - DAYS_PER_TRANSACTION)) + "') AS c");
        }
        return true;
    }

    private void load(int fromDaysAgo, int toDaysAgo) {
        String rows = """
                WITH m AS MATERIALIZED (
                    SELECT -c AS channel_id, (%1$d - d) * %2$d + n AS message_id,
                           %3$d - d * %4$d + n::bigint * 1000000000 + c AS position,
                           (SELECT string_agg('word' || (d * 37 + n * 11 + c * 7 + w * w) %% 5000, ' ')
                            FROM generate_series(1, 25) AS w) AS text
                    FROM generate_series(%6$d, %5$d - 1) AS d, generate_series(1, %7$d) AS c, generate_series(1, %2$d) AS n),
                """.formatted(days - 1, PER_DAY, start(1), DAY_MICROS, fromDaysAgo, toDaysAgo, CHANNELS);
        sql.execute(rows + """
                e AS (
                    INSERT INTO telegram_gateway.message_events
                        (channel_id, position, message_id, kind, source, received_at, json)
                    SELECT channel_id, position, message_id, 'posted', 'user', to_timestamp(position / 1000000),
                           json_build_object('channelId', channel_id, 'messageId', message_id, 'text', text)
                    FROM m)
                INSERT INTO telegram_gateway.messages
                    (channel_id, message_id, position, kind, sent_at, received_at, source, account, text, content_hash, json)
                SELECT channel_id, message_id, position, 'posted', to_timestamp(position / 1000000),
                       to_timestamp(position / 1000000), 'user', 'a', text, sha256(text::bytea),
                       json_build_object('channelId', channel_id, 'messageId', message_id, 'text', text)
                FROM m""");
    }

    private static String text(long seed) {
        StringBuilder text = new StringBuilder();
        for (long word = 0; word < 25; word++) {
            text.append("word").append((seed * 37 + word * word) % 5_000).append(' ');
        }
        return text.toString();
    }
}
