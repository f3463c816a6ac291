package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.posted;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a server with TimescaleDB has. */
class TimescaleIT {

    private static final long DAY = Duration.ofDays(1).toNanos() / 1_000;
    private static final long LONG_AGO = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private final TestDatabase sql = TestDatabase.shared();

    @BeforeEach
    void needsTimescale() {
        assumeFalse(
                sql.query("SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'")
                        .isEmpty(),
                "this server has no TimescaleDB; name one that has in TEST_DATABASE_URL");
    }

    @Test
    void hasHypertablesOfDaysThatAreCompressedAfterAWeek() {
        assertThat(sql.query("SELECT concat_ws(' ', hypertable_name, column_name, integer_interval)"
                        + " FROM timescaledb_information.dimensions ORDER BY hypertable_name"))
                .contains("message_events position 86400000000", "signal_events position 86400000000");
        assertThat(sql.query("SELECT replace(concat_ws(' ', hypertable_name, segmentby, orderby), '\"', '')"
                        + " FROM timescaledb_information.hypertable_compression_settings"
                        + " JOIN timescaledb_information.hypertables"
                        + " ON hypertable = format('%I.%I', hypertable_schema, hypertable_name)::regclass"))
                .contains("message_events channel_id position", "signal_events channel_id position");
        assertThat(sql.query("SELECT concat_ws(' ', hypertable_name, config ->> 'compress_after')"
                        + " FROM timescaledb_information.jobs WHERE proc_name = 'policy_compression'"))
                .contains("message_events 604800000000", "signal_events 604800000000");
    }

    @Test
    void hasAggregatesThatAreRefreshedAndNeverBehind() {
        assertThat(sql.query("SELECT concat_ws(' ', view_name, materialized_only)"
                        + " FROM timescaledb_information.continuous_aggregates"))
                .containsExactlyInAnyOrder("messages_per_minute f", "messages_per_hour f");
        assertThat(sql.query("SELECT config ->> 'buckets_per_batch' FROM timescaledb_information.jobs"
                        + " WHERE proc_name = 'policy_refresh_continuous_aggregate'"))
                .containsExactly("0", "0");
    }

    @Test
    void countsWhatCameAfterTheLastRefresh() {
        long channel = TestDatabase.newChannel();
        Batches batches = new Batches(sql.messages()).apply(posted(channel, 1, LONG_AGO, "a"));
        String posted = "SELECT sum(posted) FROM telegram_gateway.messages_per_hour WHERE channel_id = " + channel;
        sql.execute("CALL refresh_continuous_aggregate('telegram_gateway.messages_per_hour', NULL, BIGINT '"
                + (LONG_AGO + DAY) + "')");
        batches.apply(posted(channel, 2, LONG_AGO + 400 * DAY, "b"));
        assertThat(sql.query(posted)).containsExactly("2");
    }

    @Test
    void hasPoliciesThatCanRun() {
        List<String> jobs = sql.query("SELECT job_id FROM timescaledb_information.jobs"
                + " WHERE hypertable_schema IN ('telegram_gateway', 'tp_capital')");
        assertThat(jobs).hasSize(4);
        jobs.forEach(job -> sql.execute("CALL run_job(" + job + ")"));
    }

    @Test
    void takesARepeatedEventOfACompressedDay() {
        long channel = TestDatabase.newChannel();
        var events = List.of(posted(channel, 1, LONG_AGO + 1, "a"), edited(channel, 1, LONG_AGO + 2, "b"));
        new Batches(sql.messages()).apply(events, List.of());
        sql.execute("SELECT compress_chunk(c, true) FROM show_chunks('telegram_gateway.message_events', older_than =>"
                + " BIGINT '" + (LONG_AGO + DAY) + "') AS c");
        new Batches(sql.messages()).apply(events, List.of());
        new Batches(sql.messages()).apply(posted(channel, 2, LONG_AGO + 3, "c"));
        assertThat(sql.query("SELECT position FROM telegram_gateway.message_events WHERE channel_id = " + channel
                        + " ORDER BY position"))
                .containsExactly("" + (LONG_AGO + 1), "" + (LONG_AGO + 2), "" + (LONG_AGO + 3));
    }

    @Test
    void opensNoOldChunkToFindTheHighestPosition() {
        // Its own: what the other tests have written today is no old chunk.
        TestDatabase database = TestDatabase.migrated();
        RecordedQueries recorded = new RecordedQueries(database.dataSource());
        long channel = TestDatabase.newChannel();
        new Batches(database.messages())
                .apply(posted(channel, 1, LONG_AGO, "a"), posted(channel, 2, LONG_AGO + DAY, "b"));
        new MessageDatabase(recorded.dataSource()).highestPosition();
        String plan =
                String.join("\n", database.query("EXPLAIN " + recorded.drain().getLast()));
        List<String> chunks = database.query("SELECT chunk_name FROM timescaledb_information.chunks"
                + " WHERE hypertable_name = 'message_events' ORDER BY range_start_integer");
        assertThat(chunks).hasSize(2);
        assertThat(plan).contains(chunks.getLast()).doesNotContain(chunks.getFirst());
    }

    @Test
    void staysWhatItWasAtItsFirstMigration() {
        TestDatabase database = TestDatabase.migrated();
        DatabaseMigration.migrate(database.dataSource(), Map.of());
        assertThat(database.query("SELECT DISTINCT contexts FROM telegram_gateway.databasechangelog"
                        + " WHERE contexts IS NOT NULL"))
                .containsExactly("timescale");
    }
}
