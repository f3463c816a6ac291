package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the indexes for searching and for revisions cost whoever writes: the same batches go to a database without them,
 * to one with each of them, and to one with both. They take turns, so that what else the machine does hits all.
 */
@Tag("slow")
@Timeout(600)
class ReadingIndexesIT {
    private static final int DAYS = 100;
    private static final int ROUNDS = 60;
    private static final int WARM_UP_ROUNDS = 15;

    /** Of the median of a batch with both to that without them. */
    private static final double RATIO_MAX = 2.5;

    private static final String NO_WORDS = "DROP INDEX telegram_gateway.messages_words";
    private static final String NO_EVENTS = "DROP INDEX telegram_gateway.message_events_message";

    @Test
    void costsWritersLittle() {
        Map<String, LongHistory> databases = new LinkedHashMap<>();
        databases.put("neither", with(NO_WORDS, NO_EVENTS));
        databases.put("both", with());
        double[] one = measure("1 new post", databases, history -> history.post(1));
        double[] posts = measure("100 new posts", databases, history -> history.post(100));
        double[] edits = measure("200 edits of the oldest posts", databases, history -> history.editOldest(3, 200));
        sizes(databases);
        for (double[] medians : List.of(one, posts, edits)) {
            assertThat(medians[medians.length - 1] / medians[0]).isLessThan(RATIO_MAX);
        }
    }

    private static LongHistory with(String... changes) {
        LongHistory history = new LongHistory(DAYS);
        for (String change : changes) {
            history.sql().execute(change);
        }
        history.sql().execute("VACUUM ANALYZE");
        return history;
    }

    private static double[] measure(String name, Map<String, LongHistory> databases, Consumer<LongHistory> operation) {
        List<List<Double>> millis = new ArrayList<>();
        databases.keySet().forEach(_ -> millis.add(new ArrayList<>()));
        List<LongHistory> all = List.copyOf(databases.values());
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (int i = 0; i < all.size(); i++) {
                long start = System.nanoTime();
                operation.accept(all.get(i));
                if (round >= 0) {
                    millis.get(i).add((System.nanoTime() - start) / 1e6);
                }
            }
        }
        double[] medians = millis.stream()
                .mapToDouble(times -> times.stream().sorted().toList().get(ROUNDS / 2))
                .toArray();
        System.out.printf("%-30s ms %s %s%n", name, databases.keySet(), Arrays.toString(medians));
        return medians;
    }

    private static void sizes(Map<String, LongHistory> databases) {
        databases.forEach((name, history) -> System.out.printf(
                "%-20s %s%n",
                name,
                history.sql()
                        .query("SELECT relname || ' ' || pg_size_pretty(pg_relation_size(oid)) FROM pg_class"
                                + " WHERE relname IN ('messages', 'messages_words', 'messages_search',"
                                + " 'message_events_message', 'message_events') ORDER BY relname")));
    }
}
