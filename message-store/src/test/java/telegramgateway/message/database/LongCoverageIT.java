package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.database.Batches.posted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.coverage.ChannelCoverage;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

/**
 * What the ledger costs with a channel of 1,000,000 ids and 10,000 holes, against a channel without a hole and against
 * a chat that has no ledger. Operations take turns, so that what else the machine does hits all; medians are compared.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LongCoverageIT {
    private static final long IDS = 1_000_000;
    private static final int HOLES = 10_000;
    private static final long EVERY = IDS / HOLES;
    private static final int ROUNDS = 200;
    private static final int WARM_UP_ROUNDS = 50;

    /** The same operation on the same database differs by this much on a busy machine. */
    private static final double RATIO_MAX = 1.8;

    private final TestDatabase sql = TestDatabase.migrated();
    private final MessageDatabase database = sql.messages();
    private final Batches batches = new Batches(database);
    private final Map<String, List<Long>> nanos = new LinkedHashMap<>();
    private long position = 100;

    /** A chat whose newest message has the id {@code newest}. */
    private static final class Chat {
        private final long id;
        private long newest = IDS;

        Chat(long id) {
            this.id = id;
        }
    }

    @Test
    void costsTheSameHoweverManyHolesThereAre() {
        Chat holed = new Chat(TestDatabase.newChannel());
        Chat whole = new Chat(TestDatabase.newChannel());
        Chat without = new Chat(-4_711);
        sql.execute("INSERT INTO telegram_gateway.channel_coverage (channel_id, lo, hi, state)"
                + " SELECT %d, n * %d + 1, n * %d + %d, 'stored' FROM generate_series(0, %d) AS n"
                        .formatted(holed.id, EVERY, EVERY, EVERY - 1, HOLES - 1)
                + " UNION ALL SELECT %d, n * %d, n * %d, 'unknown' FROM generate_series(1, %d) AS n"
                        .formatted(holed.id, EVERY, EVERY, HOLES)
                + " UNION ALL VALUES (%d, 1, %d, 'stored')".formatted(whole.id, IDS));
        sql.execute("VACUUM ANALYZE telegram_gateway.channel_coverage");

        for (int round = 0; round < ROUNDS + WARM_UP_ROUNDS; round++) {
            long hole = EVERY * (round * 37L % HOLES + 1);
            for (int size : new int[] {1, 100}) {
                time(round, size + " in order, no ledger", () -> post(without, size));
                time(round, size + " in order, no hole", () -> post(whole, size));
                time(round, size + " in order, 10,000 holes", () -> post(holed, size));
            }
            time(round, "an old id, no ledger", () -> apply(post(without.id, hole)));
            time(round, "an old id, no hole", () -> apply(post(whole.id, hole)));
            time(round, "an old id that fills a hole", () -> apply(post(holed.id, hole)));
            time(round, "100 newest unknown", () -> database.unknown(holed.id, 100));
            time(round, "all 10,000 unknown", () -> database.unknown(holed.id, HOLES));
            time(round, "coverage of all channels", database::coverage);
            time(round, "coverage of 1,000 ids", () -> database.coverage(holed.id, 500_000, 501_000, 100));
        }
        ChannelCoverage after = database.coverage().getOrDefault(holed.id, new ChannelCoverage(0, 0, 0, Map.of(), 0));
        assertThat(after.unknown()).isEqualTo(HOLES - ROUNDS - WARM_UP_ROUNDS);
        assertThat(database.coverage(whole.id, 1, Long.MAX_VALUE - 1, 10))
                .containsExactly(CoverageInterval.of(whole.id, 1, whole.newest, CoverageState.STORED));
        show(holed);
        assertThat(median("1 in order, 10,000 holes") / median("1 in order, no hole"))
                .isLessThan(RATIO_MAX);
        assertThat(median("100 in order, 10,000 holes") / median("100 in order, no hole"))
                .isLessThan(RATIO_MAX);
        assertThat(median("an old id that fills a hole") / median("an old id, no hole"))
                .isLessThan(RATIO_MAX);
    }

    private void post(Chat chat, int count) {
        apply(IntStream.range(0, count)
                .mapToObj(_ -> post(chat.id, ++chat.newest))
                .toArray(MessageEvent[]::new));
    }

    private void apply(MessageEvent... events) {
        batches.apply(events);
    }

    private MessageEvent post(long channel, long id) {
        return posted(channel, id, ++position, "text of a message of usual length, as a channel would have it");
    }

    private void time(int round, String name, Runnable operation) {
        long start = System.nanoTime();
        operation.run();
        long took = System.nanoTime() - start;
        if (round >= WARM_UP_ROUNDS) {
            nanos.computeIfAbsent(name, _ -> new ArrayList<>()).add(took);
        }
    }

    private double median(String name) {
        long[] sorted = nanos.getOrDefault(name, List.of()).stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(0) / 1e6;
    }

    private void show(Chat holed) {
        System.out.printf(
                "PostgreSQL %s, rows of the channel %s%n",
                sql.query("SHOW server_version").getFirst(),
                sql.query("SELECT count(*) FROM telegram_gateway.channel_coverage WHERE channel_id = " + holed.id)
                        .getFirst());
        nanos.keySet().forEach(name -> System.out.printf("%-28s %8.2f ms%n", name, median(name)));
    }
}
