package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.message.database.HistoryQuery.Order;

/** The plans of the very statements that {@link MessageDatabase} sends, on a history of some size. */
class QueryPlansIT {

    private static final long CHANNEL = LongHistory.channel(3);
    private static final int PAGE = 100;

    private static @Nullable LongHistory history;

    private final RecordedQueries recorded = new RecordedQueries(history().sql().dataSource());
    private final MessageDatabase database = new MessageDatabase(recorded.dataSource());

    @BeforeAll
    static void load() {
        history = new LongHistory(40);
        history().sql().execute("""
                INSERT INTO tp_capital.tp_capital_signals
                    (channel_id, message_id, position, ts, asset, side, raw_message, parser_version, source)
                SELECT -1, n, n, to_timestamp(n), 'PETR4', 'buy', '', 1, 'telegram' FROM generate_series(1, 5000) AS n""");
        history().sql().execute("""
                INSERT INTO tp_capital.verdicts (channel_id, message_id, position, outcome, parser_version)
                SELECT -1 - n % 50, n, n, 'signal', 1 FROM generate_series(1, 5000) AS n""");
        history().sql().execute("""
                INSERT INTO telegram_gateway.channel_coverage (channel_id, lo, hi, state)
                SELECT -1 - n % 5, n / 5 * 10 + 1, n / 5 * 10 + 10, CASE n / 5 % 2 WHEN 0 THEN 'stored' ELSE 'unknown' END
                FROM generate_series(1, 50000) AS n""");
        history()
                .sql()
                .execute("VACUUM ANALYZE tp_capital.tp_capital_signals, tp_capital.verdicts,"
                        + " telegram_gateway.channel_coverage");
    }

    @Test
    void aPageOfHistoryReadsThePartialIndexOfLiveMessages() {
        assertPlan(ask -> ask.history(page(null, null, null)), "Index Scan Backward using messages_history");
    }

    @Test
    void aPageOfHistoryBetweenDatesReadsThePartialIndexOfLiveMessages() {
        Instant to = Instant.ofEpochSecond(LongHistory.start(7) / 1_000_000);
        assertPlan(ask -> ask.history(page(to, null, null)), "Index Scan Backward using messages_history");
    }

    @Test
    void aPageOfHistoryBeforeAMessageFindsItsPlaceByTwoIndexes() {
        assertPlan(
                ask -> ask.history(page(null, 200L, null)),
                "Index Scan Backward using messages_history",
                "Index Scan Backward using messages_pkey");
        assertPlan(
                ask -> ask.history(page(null, null, 200L)),
                "Index Scan Backward using messages_history",
                "Index Scan using messages_pkey");
    }

    @Test
    void aPageOfTheFeedReadsItsIndex() {
        assertPlan(ask -> ask.after(CHANNEL, LongHistory.start(30), PAGE), "Index Scan using messages_feed");
        assertPlan(
                ask -> ask.youngest(CHANNEL, LongHistory.start(10), PAGE), "Index Scan Backward using messages_feed");
    }

    @Test
    void aHeadReadsOneEntryOfTheFeedsIndex() {
        assertPlan(ask -> ask.head(CHANNEL), "Limit", "Index Only Scan Backward using messages_feed");
    }

    @Test
    void lookupsReadThePrimaryKey() {
        assertPlan(ask -> ask.message(CHANNEL, 17), "Index Scan using messages_pkey");
        assertPlan(ask -> ask.known(CHANNEL, List.of(1L, 17L, 99L)), "messages_pkey");
    }

    @Test
    void theHighestPositionReadsOneEntryOfEachChannel() {
        assertPlan(
                MessageDatabase::highestPosition,
                "Index Only Scan Backward using messages_feed",
                "Index Only Scan Backward using verdicts_position");
    }

    @Test
    void unknownIdsReadTheirPartialIndex() {
        assertPlan(ask -> ask.unknown(CHANNEL, PAGE), "Index Scan Backward using channel_coverage_unknown");
    }

    @Test
    void theCoverageOfSomeIdsReadsThePrimaryKey() {
        assertPlan(
                ask -> ask.coverage(CHANNEL, 5_000, 6_000, PAGE),
                "Index Only Scan Backward using channel_coverage_pkey",
                "Index Cond: ((channel_id = '-4'::bigint) AND (lo >= COALESCE");
    }

    @Test
    void aSearchForWordsReadsTheFullTextIndex() {
        String plan = explain("""
                SELECT json FROM telegram_gateway.messages
                WHERE to_tsvector('simple', left(text, 100000)) @@ websearch_to_tsquery('simple', 'word17 word42')
                  AND deleted_at IS NULL""");
        assertThat(plan).contains("Bitmap Index Scan on messages_search");
    }

    @Test
    void theListOfSignalsReadsThePartialIndexOfLiveSignals() {
        String plan = explain("""
                SELECT * FROM tp_capital.tp_capital_signals
                WHERE deleted_at IS NULL AND withdrawn_at IS NULL
                ORDER BY ts DESC, channel_id DESC, message_id DESC LIMIT 100""");
        assertThat(plan).contains("Index Scan Backward using tp_capital_signals_newest");
    }

    private void assertPlan(Consumer<MessageDatabase> question, String... parts) {
        question.accept(database);
        StringBuilder plans = new StringBuilder();
        recorded.drain().forEach(query -> plans.append(explain(query)).append('\n'));
        assertThat(plans.toString()).contains(parts).doesNotContain("Seq Scan on messages");
    }

    private static String explain(String query) {
        String plan = String.join("\n", history().sql().query("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + query));
        if (Boolean.getBoolean("showPlans")) {
            System.out.println(query + "\n" + plan + "\n");
        }
        return plan;
    }

    private static HistoryQuery page(@Nullable Instant to, @Nullable Long before, @Nullable Long after) {
        return new HistoryQuery(CHANNEL, null, to, before, after, PAGE, Order.NEWEST_FIRST);
    }

    private static LongHistory history() {
        LongHistory loaded = history;
        if (loaded == null) {
            throw new IllegalStateException("not loaded yet");
        }
        return loaded;
    }
}
