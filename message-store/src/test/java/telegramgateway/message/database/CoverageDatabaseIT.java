package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.coverage.CoverageState.ABSENT;
import static telegramgateway.message.coverage.CoverageState.ABSENT_PER_EXPORT;
import static telegramgateway.message.coverage.CoverageState.REFUSED;
import static telegramgateway.message.coverage.CoverageState.STORED;
import static telegramgateway.message.coverage.CoverageState.UNKNOWN;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.message.coverage.ChannelCoverage;
import telegramgateway.message.coverage.CoverageInterval;

/** What the database says of the ids of a channel. */
class CoverageDatabaseIT {
    private final TestDatabase sql = TestDatabase.shared();
    private final MessageDatabase database = sql.messages();
    private final long channel = TestDatabase.newChannel();

    @BeforeEach
    void load() {
        sql.execute("""
                INSERT INTO telegram_gateway.channel_coverage (channel_id, lo, hi, state, reason)
                SELECT %d, lo, hi, state, reason FROM (VALUES
                    (1, 10, 'absent_per_export', '2026-01-31'), (11, 20, 'stored', NULL), (21, 25, 'unknown', NULL),
                    (26, 26, 'refused', 'own_copy'), (27, 30, 'unknown', NULL), (31, 40, 'stored', NULL),
                    (41, 41, 'absent', NULL))
                AS interval (lo, hi, state, reason)""".formatted(channel));
    }

    @Test
    void theUnknownIdsAreTheNewestFirst() {
        assertThat(database.unknown(channel, 10))
                .containsExactly(
                        CoverageInterval.of(channel, 27, 30, UNKNOWN), CoverageInterval.of(channel, 21, 25, UNKNOWN));
        assertThat(database.unknown(channel, 1)).containsExactly(CoverageInterval.of(channel, 27, 30, UNKNOWN));
        assertThat(database.unknown(TestDatabase.newChannel(), 10)).isEmpty();
    }

    @Test
    void thoseOfARangeAreTheOnesThatTouchIt() {
        assertThat(database.coverage(channel, 15, 26, 10))
                .containsExactly(
                        CoverageInterval.of(channel, 11, 20, STORED),
                        CoverageInterval.of(channel, 21, 25, UNKNOWN),
                        new CoverageInterval(channel, 26, 26, REFUSED, "own_copy"));
        assertThat(database.coverage(channel, 1, 4, 10))
                .containsExactly(new CoverageInterval(channel, 1, 10, ABSENT_PER_EXPORT, "2026-01-31"));
        assertThat(database.coverage(channel, 1, Long.MAX_VALUE - 1, 10)).hasSize(7);
        assertThat(database.coverage(channel, 1, 100, 2)).hasSize(2);
        assertThat(database.coverage(channel, 42, 100, 10)).isEmpty();
    }

    @Test
    void eachChannelHasItsSums() {
        assertThat(database.coverage())
                .containsEntry(
                        channel,
                        new ChannelCoverage(
                                channel,
                                1,
                                41,
                                Map.of(ABSENT_PER_EXPORT, 10L, STORED, 20L, UNKNOWN, 9L, REFUSED, 1L, ABSENT, 1L),
                                7))
                .hasEntrySatisfying(
                        channel, coverage -> assertThat(coverage.unknown()).isEqualTo(9));
    }
}
