package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.database.Batches.deleted;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.event;
import static telegramgateway.message.database.Batches.posted;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;

/** The same answers from the views of a plain server and from the continuous aggregates of TimescaleDB. */
class AggregatesIT {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos() / 1_000;
    private static final long START = Instant.parse("2026-11-20T10:58:00Z").getEpochSecond() * 1_000_000;

    private final TestDatabase sql = TestDatabase.shared();
    private final long channel = TestDatabase.newChannel();
    private final Batches batches = new Batches(sql.messages());

    @Test
    void countEventsByTheMinuteAndTheHourInWhichTheyWereAccepted() {
        batches.apply(
                posted(channel, 1, START, "a"),
                edited(channel, 1, START + MINUTE - 1, "b"),
                deleted(channel, 1, START + MINUTE),
                imported(2, START + 2 * MINUTE),
                posted(channel, 3, START + 2 * MINUTE + 1, "c"));
        assertThat(sql.query(
                        "SELECT concat_ws(' ', to_char(minute AT TIME ZONE 'UTC', 'HH24:MI'), posted, edited, deleted,"
                                + " history) FROM telegram_gateway.messages_per_minute WHERE channel_id = " + channel
                                + " ORDER BY bucket"))
                .containsExactly("10:58 1 1 0 0", "10:59 0 0 1 0", "11:00 2 0 0 1");
        assertThat(sql.query(
                        "SELECT concat_ws(' ', to_char(hour AT TIME ZONE 'UTC', 'HH24:MI'), posted, edited, deleted,"
                                + " history) FROM telegram_gateway.messages_per_hour WHERE channel_id = " + channel
                                + " ORDER BY bucket"))
                .containsExactly("10:00 1 1 1 0", "11:00 2 0 0 1");
    }

    @Test
    void haveABucketThatCanBeFilteredAsANumber() {
        batches.apply(posted(channel, 1, START, "a"), posted(channel, 2, START + 5 * MINUTE, "b"));
        assertThat(sql.query("SELECT posted FROM telegram_gateway.messages_per_minute WHERE channel_id = " + channel
                        + " AND bucket >= " + (START + 5 * MINUTE)))
                .containsExactly("1");
    }

    private MessageEvent imported(long messageId, long position) {
        return event(new Message(
                channel,
                messageId,
                position,
                MessageKind.POSTED,
                Batches.SENT,
                null,
                null,
                Batches.SENT,
                MessageSource.IMPORT,
                "export",
                "old",
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>()));
    }
}
