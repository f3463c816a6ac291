package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.message.MessageKind;
import telegramgateway.message.database.history.HistoryFilter;
import telegramgateway.message.database.history.HistoryQuery;
import telegramgateway.message.database.history.HistoryQuery.Order;
import telegramgateway.message.database.history.MessageHistory;
import telegramgateway.message.database.history.WordSearch;
import telegramgateway.message.database.history.WordSearch.Language;

/** The plans of the very statements that {@link MessageDatabase} sends, on a history of some size. */
class QueryPlansIT {

    private static final long CHANNEL = LongHistory.channel(3);
    private static final int PAGE = 100;

    private static @Nullable LongHistory history;

    private final RecordedQueries recorded = new RecordedQueries(history().sql().dataSource());
    private final MessageDatabase database = new MessageDatabase(recorded.dataSource());
    private final MessageHistory pages = new MessageHistory(recorded.dataSource());

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
        assertPlan(_ -> pages.page(page(null, null, null)), "Index Scan Backward using messages_history");
    }

    @Test
    void aPageOfHistoryBetweenDatesReadsThePartialIndexOfLiveMessages() {
        Instant to = Instant.ofEpochSecond(LongHistory.start(7) / 1_000_000);
        assertPlan(_ -> pages.page(page(to, null, null)), "Index Scan Backward using messages_history");
    }

    @Test
    void aPageOfHistoryBeforeAMessageFindsItsPlaceByTwoIndexes() {
        assertPlan(
                _ -> pages.page(page(null, 200L, null)),
                "Index Scan Backward using messages_history",
                "Index Scan Backward using messages_pkey");
        assertPlan(
                _ -> pages.page(page(null, null, 200L)),
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
    void aPageOfHistoryWithAFilterReadsThePartialIndexOfLiveMessages() {
        for (HistoryFilter filter : List.of(
                new HistoryFilter(MessageKind.EDITED, null, null, null),
                new HistoryFilter(null, HistoryFilter.ANY_MEDIA, null, null),
                new HistoryFilter(null, null, "nobody", null))) {
            assertPlan(_ -> pages.page(matching(filter)), "messages_history");
        }
    }

    @Test
    void aSearchForRareWordsReadsTheIndexOfWordsAndTouchesNoOtherChannel() {
        for (Language language : Language.values()) {
            assertSearchReadsOnlyWhatItFinds(language);
        }
        assertSearchReadsOnlyWhatItFinds(null);
    }

    private void assertSearchReadsOnlyWhatItFinds(@Nullable Language language) {
        HistoryQuery query = matching(words(wordOf(200), language));
        int found = pages.page(query).size();
        assertThat(found).isBetween(1, 20);
        assertThat(plans(_ -> pages.page(query)))
                .containsPattern("Bitmap Index Scan on messages_words \\(actual rows=" + found + "\\b")
                .doesNotContain("Rows Removed");
    }

    @Test
    void theStatesOfAMessageReadTheirIndex() {
        assertPlan(_ -> pages.revisions(CHANNEL, 17, 0, PAGE), "message_events_message");
        assertPlan(_ -> pages.asOf(CHANNEL, 17, Long.MAX_VALUE), "message_events_message");
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
        assertThat(plans(question)).contains(parts).doesNotContain("Seq Scan on messages");
    }

    private String plans(Consumer<MessageDatabase> question) {
        question.accept(database);
        StringBuilder plans = new StringBuilder();
        recorded.drain().forEach(query -> plans.append(explain(query)).append('\n'));
        return plans.toString();
    }

    private static String explain(String query) {
        String plan = String.join("\n", history().sql().query("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + query));
        if (Boolean.getBoolean("showPlans")) {
            System.out.println(query + "\n" + plan + "\n");
        }
        return plan;
    }

    private static HistoryQuery page(@Nullable Instant to, @Nullable Long before, @Nullable Long after) {
        return new HistoryQuery(CHANNEL, null, to, before, after, HistoryFilter.NONE, PAGE, Order.NEWEST_FIRST);
    }

    private static String wordOf(long message) {
        return history()
                .sql()
                .query("SELECT split_part(text, ' ', 25) FROM telegram_gateway.messages WHERE channel_id = " + CHANNEL
                        + " AND message_id = " + message)
                .getFirst();
    }

    private static HistoryQuery matching(HistoryFilter filter) {
        return new HistoryQuery(CHANNEL, null, null, null, null, filter, PAGE, Order.NEWEST_FIRST);
    }

    private static HistoryFilter words(String text, @Nullable Language language) {
        return new HistoryFilter(null, null, null, new WordSearch(text, language));
    }

    private static LongHistory history() {
        LongHistory loaded = history;
        if (loaded == null) {
            throw new IllegalStateException("not loaded yet");
        }
        return loaded;
    }
}
