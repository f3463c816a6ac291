package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageSource;
import telegramgateway.message.cache.CacheOptions;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.feed.CacheAnswer;
import telegramgateway.message.feed.CacheAnswer.Hit;
import telegramgateway.message.feed.CacheAnswer.Miss;
import telegramgateway.message.feed.CacheAnswer.Reason;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.TestMessages;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetLane;

/** What the cache target writes, and for which heads it vouches, as a reader sees it. */
class CacheTargetIT {
    private static final long MAX_BYTES = 4 << 20;
    private static final int LIMIT = 100;
    private static final TargetLane LANE = new TargetLane(CacheTarget.NAME, TargetLane.ALL);
    private static final LocalRedis REDIS = LocalRedis.start();
    private static final MessageCache CACHE =
            MessageCache.connect(CacheOptions.of(REDIS.url()), InstantSource.system());

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private final Posts posts = new Posts();
    private final long channel = posts.channel(0);
    private final long other = posts.channel(1);
    private Journal journal;
    private CacheTarget target;
    private long cursor;
    private boolean databaseAnswers = true;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, MAX_BYTES, clock);
        journal.ready();
        ChannelClaim claim = new ChannelClaim(journal.ownership(), this::othersOf, System::nanoTime);
        target = new CacheTarget(CACHE, journal, claim, clock);
    }

    private Set<Long> othersOf(Map<Long, Long> claimed) {
        if (!databaseAnswers) {
            throw new StoreUnavailableException("away with " + claimed, null);
        }
        return Set.of();
    }

    /** What was accepted before belongs to an earlier life: a renewal does not append it once more. */
    private void restart() {
        close();
        open();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @AfterAll
    static void stop() {
        CACHE.close();
        REDIS.close();
    }

    private MessageEvent accept(long channelId, long messageId) {
        return accept(TestMessages.post(channelId, messageId, "text"));
    }

    private MessageEvent accept(Message message) {
        return journal.append(append -> append.append(message, message.kind(), MessageJson.contentHash(message), null));
    }

    private int deliver(MessageEvent... events) {
        long to = events[events.length - 1].position();
        int delivered = target.deliver(new DeliveryRun(LANE, cursor, to, List.of(events)))
                .confirmed();
        cursor = to;
        return delivered;
    }

    private void tick(boolean caughtUp) {
        target.tick(LANE, cursor, caughtUp);
    }

    /** What readers of a channel are told is its end; empty while nobody vouches for one. */
    private static OptionalLong head(long channelId) {
        return CACHE.head(channelId);
    }

    private static OptionalLong at(MessageEvent event) {
        return OptionalLong.of(event.position());
    }

    private List<Long> cachedAfter(long position) {
        assertThat(CACHE.read(channel, position, LIMIT)).isInstanceOf(Hit.class);
        Hit hit = (Hit) CACHE.read(channel, position, LIMIT);
        return hit.entries().stream().map(FeedEntry::position).toList();
    }

    private Reason missAfter(long position) {
        CacheAnswer answer = CACHE.read(channel, position, LIMIT);
        assertThat(answer).isInstanceOf(Miss.class);
        return ((Miss) answer).reason();
    }

    @Test
    void whatIsOlderThanTheCachesLifeIsPassedOver() {
        MessageEvent tooOld = accept(channel, 1);
        clock.move(Duration.ofMillis(1));
        MessageEvent young = accept(channel, 2);
        clock.move(CACHE.messageLife().minusMillis(1));

        assertThat(deliver(tooOld, young)).isEqualTo(1);
        assertThat(cachedAfter(tooOld.position())).containsExactly(young.position());
        assertThat(missAfter(tooOld.position() - 1)).isEqualTo(Reason.BELOW_FLOOR);
    }

    @Test
    void bulkHistoryIsPassedOver() {
        MessageEvent old = accept(TestMessages.post(channel, 1, "old", MessageSource.IMPORT));
        MessageEvent live = accept(channel, 2);

        assertThat(deliver(old)).isZero();
        assertThat(missAfter(0)).isEqualTo(Reason.ABSENT);
        assertThat(deliver(live)).isEqualTo(1);
        assertThat(cachedAfter(old.position())).containsExactly(live.position());
    }

    @Test
    void aChannelThatMayBeAnothersIsPassedOverUntilTheDatabaseHasSpoken() {
        databaseAnswers = false;
        MessageEvent unclaimed = accept(channel, 1);
        assertThat(deliver(unclaimed)).isZero();
        tick(true);
        assertThat(head(channel)).isEmpty();
        assertThat(missAfter(0)).isEqualTo(Reason.ABSENT);

        // As the database target does with the channels of what it wrote.
        journal.ownership().claimed(List.of(channel));
        tick(true);
        assertThat(head(channel)).isEqualTo(at(unclaimed));
        MessageEvent own = accept(channel, 2);
        assertThat(deliver(own)).isEqualTo(1);
        assertThat(cachedAfter(unclaimed.position())).containsExactly(own.position());
    }

    @Test
    void underPressureEverythingIsPassedOverAndTheFloorRises() {
        MessageEvent before = accept(channel, 1);
        assertThat(deliver(before)).isEqualTo(1);
        List<MessageEvent> waiting = new ArrayList<>();
        for (long id = 2; !journal.isUnderPressure(); id++) {
            waiting.add(accept(TestMessages.post(channel, id, "a".repeat(Message.MAX_TEXT_LENGTH))));
        }

        assertThat(deliver(waiting.toArray(MessageEvent[]::new))).isZero();
        assertThat(cachedAfter(before.previous())).containsExactly(before.position());
        tick(true);
        assertThat(head(channel)).isEqualTo(at(waiting.getLast()));
        assertThat(missAfter(before.position())).isEqualTo(Reason.BELOW_FLOOR);
        assertThat(cachedAfter(cursor)).isEmpty();
    }

    @Test
    void vouchesForNoHeadBeyondWhatItDelivered() {
        MessageEvent delivered = accept(channel, 1);
        deliver(delivered);
        accept(channel, 2);
        accept(other, 3);
        tick(true);

        assertThat(head(channel)).isEqualTo(at(delivered));
        assertThat(head(other)).isEmpty();
    }

    @Test
    void vouchesForNothingWhileItLags() {
        deliver(accept(channel, 1));
        tick(false);

        assertThat(head(channel)).isEmpty();
        assertThat(cachedAfter(0)).hasSize(1);
    }

    @Test
    void afterARestartVouchesOnlyForChannelsOfWhichNothingIsToCome() {
        MessageEvent first = accept(channel, 1);
        MessageEvent settled = accept(other, 2);
        cursor = settled.position();
        journal.ownership().claimed(List.of(channel, other));
        MessageEvent toCome = accept(channel, 3);
        tick(true);
        assertThat(head(other)).isEqualTo(at(settled));
        assertThat(head(channel)).isEmpty();

        deliver(toCome);
        tick(true);
        assertThat(head(channel)).isEqualTo(at(toCome));
        assertThat(cachedAfter(first.position())).containsExactly(toCome.position());
    }

    @Test
    void aRepeatedBatchLowersNoHead() {
        MessageEvent first = accept(channel, 1);
        MessageEvent second = accept(channel, 2);
        deliver(first, second);
        deliver(first);
        tick(true);

        assertThat(head(channel)).isEqualTo(at(second));
        REDIS.restart();
        await().ignoreException(StoreUnavailableException.class).untilAsserted(() -> {
            tick(true);
            assertThat(missAfter(first.position())).isEqualTo(Reason.BELOW_FLOOR);
        });
    }

    @Test
    void whatRedisDidNotConfirmIsNotVouchedFor() {
        deliver(accept(other, 1));
        MessageEvent refused = accept(channel, 2);
        REDIS.stop();
        assertThatThrownBy(() -> deliver(refused)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> tick(false)).isInstanceOf(StoreUnavailableException.class);

        REDIS.restart();
        await().ignoreException(StoreUnavailableException.class).untilAsserted(() -> {
            tick(true);
            assertThat(head(other)).isPresent();
        });
        assertThat(head(channel)).isEmpty();
    }

    @Test
    void aRenewedJournalsHeadsAreItsStartAndItsOldEntriesLowerNone() {
        MessageEvent first = accept(channel, 1);
        MessageEvent left = accept(channel, 2);
        restart();
        deliver(first);
        journal.renew(left.position() + 1_000, DatabaseTarget.NAME);
        tick(true);
        assertThat(head(channel)).as("while the targets are asked").isEmpty();

        journal.ready();
        long start = journal.state().startPosition();
        tick(true);
        assertThat(head(channel)).hasValue(start);

        deliver(left);
        tick(true);
        assertThat(head(channel)).hasValue(start);
        assertThat(missAfter(left.position())).isEqualTo(Reason.BELOW_FLOOR);
    }

    @Test
    void anOldHeadIsForgottenWhenTheRenewedJournalHasMoreOfTheChannel() {
        MessageEvent old = accept(channel, 1);
        MessageEvent theirs = accept(other, 2);
        restart();
        deliver(old, theirs);
        journal.renew(cursor, DatabaseTarget.NAME);
        journal.ready();
        MessageEvent toCome = accept(channel, 3);
        tick(true);
        assertThat(head(other)).hasValue(journal.state().startPosition());
        assertThat(head(channel)).isEmpty();

        deliver(toCome);
        tick(true);
        assertThat(head(channel)).isEqualTo(at(toCome));
    }

    @Test
    void ofAChannelThatALaterOwnerWritesNothingCounts() {
        deliver(accept(channel, 1), accept(other, 2));
        CACHE.beginEpochs(Map.of(channel, 1L));

        MessageEvent refused = accept(channel, 3);
        MessageEvent written = accept(other, 4);
        assertThat(deliver(refused, written)).isEqualTo(1);
        tick(true);

        assertThat(head(channel)).isEmpty();
        assertThat(head(other)).isEqualTo(at(written));
        assertThat(cachedAfter(0)).doesNotContain(refused.position());
    }

    @Test
    void aChannelThatIsTakenBackIsVouchedForAboveWhatOthersWrote() {
        MessageEvent before = accept(channel, 1);
        deliver(before);
        long theirs = before.position() + 1_000;
        CACHE.beginEpochs(Map.of(channel, 2L));
        journal.own(Map.of(channel, 2L), theirs);
        tick(true);

        long vouched = head(channel).orElse(0);
        assertThat(vouched).isGreaterThanOrEqualTo(theirs);
        assertThat(missAfter(before.position())).isEqualTo(Reason.BELOW_FLOOR);

        MessageEvent next = accept(channel, 2);
        assertThat(deliver(next)).isEqualTo(1);
        assertThat(cachedAfter(vouched)).containsExactly(next.position());
    }
}
