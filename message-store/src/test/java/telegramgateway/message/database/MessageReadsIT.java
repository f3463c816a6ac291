package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.database.Batches.SENT;
import static telegramgateway.message.database.Batches.deleted;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.posted;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.database.history.HistoryFilter;
import telegramgateway.message.database.history.HistoryQuery;
import telegramgateway.message.database.history.HistoryQuery.Order;
import telegramgateway.message.feed.FeedEntry;

class MessageReadsIT {

    private static final int ALL = 1_000;

    private final TestDatabase sql = TestDatabase.shared();
    private final MessageDatabase database = sql.messages();
    private final long channel = TestDatabase.newChannel();
    private final Batches batches = new Batches(database);

    @Test
    void feedsEachMessageAtItsLatestPosition() {
        batches.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 20, "b"), posted(channel, 3, 30, "c"));
        assertThat(positions(0, ALL)).containsExactly(10L, 20L, 30L);
        MessageEvent edit = edited(channel, 1, 40, "a2");
        batches.apply(edit, deleted(channel, 2, 50));
        assertThat(positions(0, ALL)).containsExactly(30L, 40L, 50L);
        assertThat(positions(30, 1)).containsExactly(40L);
        assertThat(positions(50, ALL)).isEmpty();
        assertThat(database.after(channel, 30, 1)).singleElement().satisfies(entry -> {
            assertThat(entry.messageId()).isEqualTo(1);
            assertThat(entry.json()).isEqualTo(edit.json());
        });
        assertThat(database.head(channel)).isEqualTo(50);
    }

    @Test
    void hasHeadZeroForAChannelWithoutMessages() {
        assertThat(database.head(channel)).isZero();
        assertThat(database.after(channel, 0, ALL)).isEmpty();
    }

    @Test
    void countsWhatLiesAboveAPositionUpToABound() {
        assertThat(database.countAfter(channel, 0, ALL)).isZero();
        batches.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 20, "b"), posted(channel, 3, 30, "c"));
        batches.apply(edited(channel, 1, 40, "d"), posted(TestDatabase.newChannel(), 1, 50, "e"));
        assertThat(database.countAfter(channel, 0, ALL)).isEqualTo(3);
        assertThat(database.countAfter(channel, 20, ALL)).isEqualTo(2);
        assertThat(database.countAfter(channel, 0, 2)).isEqualTo(2);
        assertThat(database.countAfter(channel, 40, ALL)).isZero();
    }

    @Test
    void keepsChannelsWithTheSameMessageIdsApart() {
        long other = TestDatabase.newChannel();
        batches.apply(posted(channel, 1, 10, "a"), posted(other, 1, 20, "b"));
        assertThat(positions(0, ALL)).containsExactly(10L);
        assertThat(database.message(other, 1))
                .hasValueSatisfying(
                        json -> assertThat(MessageJson.decode(json).text()).isEqualTo("b"));
    }

    @Test
    void knowsWhatIntakeNeedsToJudgeAnObservation() {
        MessageEvent post = posted(channel, 1, 10, "a");
        MessageEvent edit = edited(channel, 2, 20, "b");
        batches.apply(post, edit);
        assertThat(database.known(channel, List.of(1L, 2L, 3L))).containsExactlyInAnyOrder(known(post), known(edit));
        assertThat(database.known(channel, List.of())).isEmpty();
    }

    @Test
    void readsAChannelFromTheYoungestOnInPages() {
        MessageEvent one = posted(channel, 1, 10, "a");
        MessageEvent two = posted(channel, 2, 20, "b");
        MessageEvent three = posted(channel, 3, 30, "c");
        batches.apply(one, two, three);
        assertThat(database.youngest(channel, Long.MAX_VALUE, 2)).containsExactly(known(three), known(two));
        assertThat(database.youngest(channel, 20, 2)).containsExactly(known(one));
    }

    @Test
    void bringsHistoryInTheOrderOfSendingFromEitherEnd() {
        // Ids and dates disagree, as in a group that was migrated.
        batches.apply(
                posted(channel, 5, 10, "a", SENT),
                posted(channel, -7, 11, "b", SENT.plusSeconds(1)),
                posted(channel, 6, 12, "c", SENT.plusSeconds(2)),
                posted(channel, 7, 13, "d", SENT.plusSeconds(2)));
        assertThat(history(null, null, null, null, ALL, Order.OLDEST_FIRST)).containsExactly(5L, -7L, 6L, 7L);
        assertThat(history(null, null, null, null, 2, Order.NEWEST_FIRST)).containsExactly(7L, 6L);
        assertThat(history(null, null, 6L, null, ALL, Order.NEWEST_FIRST)).containsExactly(-7L, 5L);
        assertThat(history(null, null, null, -7L, ALL, Order.OLDEST_FIRST)).containsExactly(6L, 7L);
        assertThat(history(null, null, 7L, 5L, ALL, Order.OLDEST_FIRST)).containsExactly(-7L, 6L);
    }

    @Test
    void boundsHistoryByTime() {
        batches.apply(
                posted(channel, 1, 10, "a", SENT),
                posted(channel, 2, 11, "b", SENT.plusSeconds(10)),
                posted(channel, 3, 12, "c", SENT.plusSeconds(20)));
        assertThat(history(SENT.plusSeconds(10), null, null, null, ALL, Order.OLDEST_FIRST))
                .containsExactly(2L, 3L);
        assertThat(history(null, SENT.plusSeconds(10), null, null, ALL, Order.OLDEST_FIRST))
                .containsExactly(1L);
        assertThat(history(SENT, SENT.plusSeconds(20), null, null, 1, Order.NEWEST_FIRST))
                .containsExactly(2L);
    }

    @Test
    void pagesThroughHistoryFromIdsThatDoNotExist() {
        batches.apply(posted(channel, 10, 10, "a"), posted(channel, 20, 11, "b"), posted(channel, 30, 12, "c"));
        assertThat(history(null, null, 25L, null, ALL, Order.NEWEST_FIRST)).containsExactly(20L, 10L);
        assertThat(history(null, null, 99L, null, ALL, Order.NEWEST_FIRST)).containsExactly(30L, 20L, 10L);
        assertThat(history(null, null, 5L, null, ALL, Order.NEWEST_FIRST)).isEmpty();
        assertThat(history(null, null, null, 15L, ALL, Order.OLDEST_FIRST)).containsExactly(20L, 30L);
        assertThat(history(null, null, null, 1L, ALL, Order.OLDEST_FIRST)).containsExactly(10L, 20L, 30L);
        assertThat(history(null, null, null, 31L, ALL, Order.OLDEST_FIRST)).isEmpty();
    }

    @Test
    void leavesDeletedMessagesOutOfHistoryButPagesOnFromThem() {
        batches.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 11, "b"), posted(channel, 3, 12, "c"));
        batches.apply(deleted(channel, 2, 20), deleted(channel, 99, 21));
        assertThat(history(null, null, null, null, ALL, Order.OLDEST_FIRST)).containsExactly(1L, 3L);
        assertThat(history(null, null, 2L, null, ALL, Order.NEWEST_FIRST)).containsExactly(1L);
        assertThat(history(null, null, 99L, null, ALL, Order.NEWEST_FIRST)).containsExactly(3L, 1L);
    }

    @Test
    void findsTheHighestPositionInEveryTableAndCursor() {
        TestDatabase own = TestDatabase.migrated();
        MessageDatabase fresh = own.messages();
        assertThat(fresh.highestPosition()).isZero();

        new Batches(fresh).apply(posted(channel, 1, 100, "a"));
        assertThat(fresh.highestPosition()).isEqualTo(100);

        own.execute("TRUNCATE telegram_gateway.delivery_cursors");
        assertThat(fresh.highestPosition()).as("from messages").isEqualTo(100);
        own.execute("TRUNCATE telegram_gateway.messages");
        assertThat(fresh.highestPosition()).as("from events").isEqualTo(100);

        own.execute(
                "INSERT INTO telegram_gateway.consumer_cursors (consumer, channel_id, position) VALUES ('c', -1, 300)");
        assertThat(fresh.highestPosition()).as("from consumers").isEqualTo(300);
        own.execute("INSERT INTO tp_capital.verdicts (channel_id, message_id, position, outcome, parser_version)"
                + " VALUES (" + channel + ", 1, 400, 'signal', 1)");
        assertThat(fresh.highestPosition()).as("from verdicts").isEqualTo(400);
        UUID journal = UUID.randomUUID();
        fresh.cursor(journal, 0);
        fresh.apply(new DeliveryBatch(journal, 0, 0, 500, List.of(), List.of()));
        assertThat(fresh.highestPosition()).as("from delivery").isEqualTo(500);
    }

    private List<Long> positions(long after, int limit) {
        return database.after(channel, after, limit).stream()
                .map(FeedEntry::position)
                .toList();
    }

    private List<Long> history(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before,
            @Nullable Long after,
            int limit,
            Order order) {
        return sql
                .history()
                .page(new HistoryQuery(channel, from, to, before, after, HistoryFilter.NONE, limit, order))
                .stream()
                .map(json -> MessageJson.decode(json).messageId())
                .toList();
    }

    private static KnownMessage known(MessageEvent event) {
        return new KnownMessage(
                event.channelId(),
                event.messageId(),
                event.position(),
                event.message().sentAt(),
                event.message().editedAt(),
                false,
                MessageJson.contentHash(event.message()));
    }
}
