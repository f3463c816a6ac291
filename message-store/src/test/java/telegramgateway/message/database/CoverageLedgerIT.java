package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.coverage.CoverageState.ABSENT;
import static telegramgateway.message.coverage.CoverageState.REFUSED;
import static telegramgateway.message.coverage.CoverageState.RETIRED;
import static telegramgateway.message.coverage.CoverageState.STORED;
import static telegramgateway.message.coverage.CoverageState.UNKNOWN;
import static telegramgateway.message.database.Batches.deleted;
import static telegramgateway.message.database.Batches.posted;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

/** Batches move the coverage of their channels in the transaction that writes the rows. */
class CoverageLedgerIT {
    private static final long IDS = 80;
    private static final List<CoverageState> WEAK_TO_STRONG =
            List.of(UNKNOWN, CoverageState.ABSENT_PER_EXPORT, ABSENT, REFUSED, STORED);

    private final TestDatabase sql = TestDatabase.shared();
    private final MessageDatabase database = sql.messages();
    private final long channel = TestDatabase.newChannel();
    private final Batches batches = new Batches(database);
    private long position = 100;

    private MessageEvent post(long messageId) {
        return posted(channel, messageId, ++position, "a");
    }

    private void posts(long from, long to) {
        batches.apply(LongStream.rangeClosed(from, to).mapToObj(this::post).toList(), List.of());
    }

    private CoverageInterval fact(long lo, long hi, CoverageState state) {
        return CoverageInterval.of(channel, lo, hi, state);
    }

    private List<CoverageInterval> coverage() {
        return database.coverage(channel, 1, Long.MAX_VALUE - 1, 1_000);
    }

    @Test
    void aChannelInOrderIsOneRowThatGrows() {
        posts(1, 3);
        String before = rowVersion();
        posts(4, 500);
        assertThat(coverage()).containsExactly(fact(1, 500, STORED));
        assertThat(rowVersion()).isNotEqualTo(before);

        String grown = rowVersion();
        batches.apply(posted(channel, 17, ++position, "edited"), deleted(channel, 18, ++position));
        assertThat(rowVersion()).as("nothing new is nothing written").isEqualTo(grown);
    }

    /** Where the only row of the channel lies. */
    private String rowVersion() {
        return String.join(
                ",", sql.query("SELECT ctid FROM telegram_gateway.channel_coverage WHERE channel_id = " + channel));
    }

    @Test
    void aJumpIsUnknownUntilItsIdsAreKnown() {
        posts(1, 3);
        posts(8, 9);
        assertThat(coverage()).containsExactly(fact(1, 3, STORED), fact(4, 7, UNKNOWN), fact(8, 9, STORED));
        assertThat(database.unknown(channel, 10)).containsExactly(fact(4, 7, UNKNOWN));

        batches.facts(new CoverageInterval(channel, 5, 5, REFUSED, "service_message"), fact(6, 7, ABSENT));
        posts(4, 4);
        assertThat(coverage())
                .containsExactly(
                        fact(1, 4, STORED),
                        new CoverageInterval(channel, 5, 5, REFUSED, "service_message"),
                        fact(6, 7, ABSENT),
                        fact(8, 9, STORED));
        batches.apply(post(6), deleted(channel, 5, ++position), post(7));
        assertThat(coverage()).containsExactly(fact(1, 9, STORED));
    }

    @Test
    void factsReachBelowTheFirstAndBeyondTheNewestId() {
        posts(10, 10);
        batches.facts(fact(1, 8, ABSENT), fact(20, 20, UNKNOWN));
        assertThat(coverage())
                .containsExactly(fact(1, 8, ABSENT), fact(9, 9, UNKNOWN), fact(10, 10, STORED), fact(11, 20, UNKNOWN));
    }

    @Test
    void factsMakeTheChannelsRowAndItsOwner() {
        batches.facts(fact(1, 8, ABSENT));
        assertThat(database.channelExists(channel)).isTrue();
        assertThat(coverage()).containsExactly(fact(1, 8, ABSENT));
    }

    @Test
    void chatsWhoseIdsAreNotDenseHaveNone() {
        long basicGroup = -4_000_000 - position;
        batches.apply(posted(basicGroup, 1, ++position, "a"), posted(basicGroup, 9, ++position, "b"));
        assertThat(database.coverage(basicGroup, 1, 100, 10)).isEmpty();
    }

    @Test
    void retiredMessagesLeaveTheirIdsAndTheirEvents() {
        posts(1, 10);
        assertThat(database.retire(channel, Batches.SENT.plusSeconds(6), 2)).isEqualTo(2);
        assertThat(coverage()).containsExactly(fact(1, 2, RETIRED), fact(3, 10, STORED));
        assertThat(database.retire(channel, Batches.SENT.plusSeconds(6), 100)).isEqualTo(3);
        assertThat(database.retire(channel, Batches.SENT.plusSeconds(6), 100)).isZero();

        assertThat(coverage()).containsExactly(fact(1, 5, RETIRED), fact(6, 10, STORED));
        assertThat(database.known(channel, List.of(1L, 5L, 6L)))
                .extracting(KnownMessage::messageId)
                .containsExactly(6L);
        assertThat(sql.query("SELECT count(*) FROM telegram_gateway.message_events WHERE channel_id = " + channel))
                .containsExactly("10");

        batches.facts(fact(1, 3, ABSENT), new CoverageInterval(channel, 4, 4, REFUSED, "own_copy"));
        assertThat(coverage()).as("only a row that is there again replaces it").hasSize(2);
        batches.apply(post(2));
        assertThat(coverage())
                .containsExactly(fact(1, 1, RETIRED), fact(2, 2, STORED), fact(3, 5, RETIRED), fact(6, 10, STORED));
    }

    @Test
    void allMessagesOfAChannelCanBeRetired() {
        posts(3, 4);
        posts(8, 9);
        assertThat(database.retire(channel, Batches.SENT.plusSeconds(60), 100)).isEqualTo(4);
        assertThat(coverage()).containsExactly(fact(3, 4, RETIRED), fact(5, 7, UNKNOWN), fact(8, 9, RETIRED));
    }

    @Test
    void aBatchThatIsRefusedLeavesNothing() {
        posts(1, 3);
        DeliveryBatch late =
                new DeliveryBatch(batches.journal(), 0, 1, 9_000, List.of(posted(channel, 7, 8_000, "b")), List.of());
        try {
            database.apply(late);
        } catch (CursorMovedException _) {
            assertThat(coverage()).containsExactly(fact(1, 3, STORED));
            return;
        }
        throw new AssertionError("applied");
    }

    /** Random batches of several channels, with repeats, against an entry for each id. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void endsWhereAnEntryForEachIdEnds(long seed) {
        Random random = new Random(seed);
        List<Long> channels = List.of(channel, TestDatabase.newChannel(), TestDatabase.newChannel());
        Map<Long, NavigableMap<Long, String>> model = new TreeMap<>();
        List<List<CoverageInterval>> done = new ArrayList<>();
        for (int round = 0; round < 60; round++) {
            List<CoverageInterval> facts =
                    round % 7 == 6 ? done.get(random.nextInt(done.size())) : facts(random, channels);
            done.add(facts);
            List<MessageEvent> events = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                events.add(posted(channels.get(random.nextInt(3)), 1 + random.nextLong(IDS), ++position, "a"));
            }
            batches.apply(events, List.of(), facts);
            facts.forEach(fact -> say(model, fact));
            events.forEach(event -> say(model, CoverageInterval.of(event.channelId(), event.messageId(), STORED)));
        }
        for (long each : channels) {
            TreeMap<Long, String> rows = new TreeMap<>();
            long end = 0;
            for (CoverageInterval row : database.coverage(each, 1, 1_000, 1_000)) {
                assertThat(end == 0 || row.lo() == end + 1).as("side by side").isTrue();
                for (long id = row.lo(); id <= row.hi(); id++) {
                    rows.put(id, word(row));
                }
                end = row.hi();
            }
            NavigableMap<Long, String> expected = model.computeIfAbsent(each, _ -> new TreeMap<>());
            for (long id = expected.firstKey(); id < expected.lastKey(); id++) {
                expected.putIfAbsent(id, "0 unknown null");
            }
            assertThat(rows).isEqualTo(expected);
            assertThat(sql.query("SELECT 1 FROM (SELECT state IS NOT DISTINCT FROM lag(state) OVER (ORDER BY lo)"
                            + " AND reason IS NOT DISTINCT FROM lag(reason) OVER (ORDER BY lo) AS same"
                            + " FROM telegram_gateway.channel_coverage WHERE channel_id = " + each
                            + ") AS neighbours WHERE same"))
                    .as("neighbours that say the same")
                    .isEmpty();
        }
    }

    private static void say(Map<Long, NavigableMap<Long, String>> model, CoverageInterval fact) {
        for (long id = fact.lo(); id <= fact.hi(); id++) {
            model.computeIfAbsent(fact.channelId(), _ -> new TreeMap<>())
                    .merge(id, word(fact), (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
    }

    /** The stronger one is greater. */
    private static String word(CoverageInterval fact) {
        return WEAK_TO_STRONG.indexOf(fact.state()) + " " + fact.state().jsonName() + " " + fact.reason();
    }

    private static List<CoverageInterval> facts(Random random, List<Long> channels) {
        List<CoverageInterval> facts = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            CoverageState state = List.of(UNKNOWN, CoverageState.ABSENT_PER_EXPORT, ABSENT, REFUSED)
                    .get(random.nextInt(4));
            long lo = 1 + random.nextLong(IDS);
            boolean hasReason = state == REFUSED || state == CoverageState.ABSENT_PER_EXPORT;
            facts.add(new CoverageInterval(
                    channels.get(random.nextInt(3)),
                    lo,
                    lo + random.nextLong(9),
                    state,
                    hasReason ? "reason " + random.nextInt(2) : null));
        }
        return facts;
    }
}
