package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import telegramgateway.message.database.history.HistoryFilter;
import telegramgateway.message.database.history.HistoryQuery;
import telegramgateway.message.database.history.HistoryQuery.Order;
import telegramgateway.message.database.history.WordSearch;

/**
 * 2,000 days of history of 50 channels against 20 days of it. Each operation is timed in turn on both, so that what
 * else the machine does hits both; what counts is the ratio of the medians.
 */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LongHistoryIT {

    private static final int DAYS = 2_000;
    private static final int FEW_DAYS = 20;
    private static final int ROUNDS = 60;
    private static final int WARM_UP_ROUNDS = 15;

    /** Medians of the same operation on the same database differ by this much on a busy machine. */
    private static final double RATIO_MAX = 1.8;

    /** Measured again, an operation that grows with the history is too slow again; what disturbed it has gone. */
    private static final int ATTEMPTS = 3;

    private static final long NEIGHBOURS = 200;

    private final Random random = new Random(1);

    @Test
    void isNoSlowerWithTwoThousandDaysThanWithTwenty() throws Exception {
        LongHistory few = new LongHistory(FEW_DAYS);
        LongHistory many = new LongHistory(DAYS);
        boolean compressed = few.compress() && many.compress();

        Map<String, Double> ratios = new LinkedHashMap<>();
        System.out.printf(
                "PostgreSQL %s, %s%n%-28s %12s %12s %6s%n",
                many.sql().query("SHOW server_version").getFirst(),
                compressed ? "TimescaleDB, compressed after 7 days" : "plain tables",
                "median ms",
                FEW_DAYS + " days",
                DAYS + " days",
                "ratio");
        operations().forEach((name, operation) -> {
            double ratio = Double.MAX_VALUE;
            for (int attempt = 0; attempt < ATTEMPTS && ratio >= RATIO_MAX; attempt++) {
                double[] medians = medians(few, many, operation);
                ratio = medians[1] / medians[0];
                System.out.printf("%-28s %12.2f %12.2f %6.2f%n", name, medians[0], medians[1], ratio);
            }
            ratios.put(name, ratio);
        });
        assertThat(ratios)
                .allSatisfy((name, ratio) -> assertThat(ratio).as(name).isLessThan(RATIO_MAX));
        fourFeedsAtOnce(many);
    }

    private Map<String, ObjIntConsumer<LongHistory>> operations() {
        Map<String, ObjIntConsumer<LongHistory>> operations = new LinkedHashMap<>();
        operations.put("1 new post", (history, round) -> history.post(1));
        operations.put("100 new posts", (history, round) -> history.post(100));
        operations.put("200 edits, oldest posts", (history, round) -> history.editOldest(round, 200));
        operations.put(
                "feed, newest 100",
                (history, round) -> history.messages().after(LongHistory.channel(round), LongHistory.start(10), 100));
        operations.put(
                "feed, oldest 100", (history, round) -> history.messages().after(LongHistory.channel(round), 0, 100));
        operations.put("head", (history, round) -> history.messages().head(LongHistory.channel(round)));
        operations.put(
                "message by id",
                (history, round) -> history.messages()
                        .message(LongHistory.channel(round), 1 + random.nextLong(history.newestMessage())));
        operations.put(
                "100 known messages",
                (history, round) -> history.messages().known(LongHistory.channel(round), randomIds(history)));
        operations.put(
                "history page, newest", (history, round) -> history.history().page(page(round, null)));
        operations.put(
                "history page, a week ago",
                (history, round) ->
                        history.history().page(page(round, Instant.ofEpochSecond(LongHistory.start(7) / 1_000_000))));
        operations.put(
                "search, rare words",
                (history, round) -> history.history().page(search(round, "word" + random.nextInt(5_000) + " word17")));
        operations.put(
                "youngest 100",
                (history, round) -> history.messages().youngest(LongHistory.channel(round), Long.MAX_VALUE, 100));
        operations.put(
                "highest position", (history, round) -> history.messages().highestPosition());
        return operations;
    }

    /** Of messages that were posted at about the same time, as those of a batch are. */
    private List<Long> randomIds(LongHistory history) {
        long newest = history.newestMessage();
        long span = Math.min(NEIGHBOURS, newest);
        long first = 1 + random.nextLong(newest - span + 1);
        return LongStream.range(0, 100)
                .map(_ -> first + random.nextLong(span))
                .boxed()
                .toList();
    }

    private static HistoryQuery page(int round, @Nullable Instant to) {
        return new HistoryQuery(
                LongHistory.channel(round), null, to, null, null, HistoryFilter.NONE, 100, Order.NEWEST_FIRST);
    }

    private static HistoryQuery search(int round, String words) {
        HistoryFilter filter = new HistoryFilter(null, null, null, new WordSearch(words, null));
        return new HistoryQuery(LongHistory.channel(round), null, null, null, null, filter, 100, Order.NEWEST_FIRST);
    }

    private static double[] medians(LongHistory few, LongHistory many, ObjIntConsumer<LongHistory> operation) {
        double[][] millis = new double[2][ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (int i = 0; i < 2; i++) {
                long start = System.nanoTime();
                operation.accept(i == 0 ? few : many, round + WARM_UP_ROUNDS);
                if (round >= 0) {
                    millis[i][round] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        Arrays.sort(millis[0]);
        Arrays.sort(millis[1]);
        return new double[] {millis[0][ROUNDS / 2], millis[1][ROUNDS / 2]};
    }

    /** Locks of every chunk of a hypertable, held four times at once, would exhaust the server's lock table. */
    private static void fourFeedsAtOnce(LongHistory history) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> feeds = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                int first = reader;
                feeds.add(threads.submit(() -> {
                    for (int round = 0; round < 50; round++) {
                        assertThat(history.messages().after(LongHistory.channel(first + round), 0, 1_000))
                                .hasSize(1_000);
                    }
                }));
            }
            for (Future<?> feed : feeds) {
                feed.get();
            }
        }
    }
}
