package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.database.ChannelFencedException;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.journal.Journal;

/** When the database is asked whose a channel is, and what holds until it answers. */
class ChannelClaimTest {
    private static final long CHANNEL = -1_001_000_000_001L;
    private static final long OTHER = -1_001_000_000_002L;

    @TempDir
    private Path directory;

    private final List<Map<Long, Long>> asked = new CopyOnWriteArrayList<>();
    private final Deque<CompletableFuture<Set<Long>>> answers = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong();
    private Journal journal;
    private ChannelClaim claim;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, 1 << 20, new TestClock());
        journal.adopt(CHANNEL);
        journal.adopt(OTHER);
        claim = new ChannelClaim(journal.ownership(), this::answer, nanos::get);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Set<Long> answer(Map<Long, Long> epochs) {
        asked.add(epochs);
        CompletableFuture<Set<Long>> answer = answers.poll();
        return answer == null ? Set.of() : answer.join();
    }

    @Test
    void isAskedOnceAlsoAfterARestart() {
        assertThat(claim.unclaimed(List.of(CHANNEL, OTHER))).isEmpty();
        assertThat(claim.unclaimed(List.of(CHANNEL))).isEmpty();
        close();
        open();
        assertThat(claim.unclaimed(List.of(CHANNEL, OTHER))).isEmpty();

        assertThat(asked).containsExactly(Map.of(CHANNEL, 0L, OTHER, 0L));
    }

    @Test
    void anotherGatewaysChannelIsRefusedAndTheOthersAreClaimed() {
        answers.add(CompletableFuture.completedFuture(Set.of(OTHER)));

        assertThatThrownBy(() -> claim.unclaimed(List.of(CHANNEL, OTHER)))
                .isInstanceOfSatisfying(
                        ChannelFencedException.class,
                        e -> assertThat(e.channelIds()).containsExactly(OTHER));
        assertThat(claim.unclaimed(List.of(CHANNEL))).isEmpty();
    }

    @Test
    void aDatabaseThatHangsIsWaitedForOnceAndItsLateAnswerCounts() {
        CompletableFuture<Set<Long>> late = new CompletableFuture<>();
        answers.add(late);

        assertThat(claim.unclaimed(List.of(CHANNEL))).containsExactly(CHANNEL);
        assertThat(claim.unclaimed(List.of(CHANNEL, OTHER))).containsExactlyInAnyOrder(CHANNEL, OTHER);
        assertThat(asked).hasSize(1);
        late.complete(Set.of());

        await().until(() -> claim.unclaimed(List.of(CHANNEL, OTHER)).isEmpty());
        assertThat(asked).containsExactly(Map.of(CHANNEL, 0L), Map.of(OTHER, 0L));
    }

    @Test
    void aDatabaseThatIsAwayIsAskedAgainAfterAWhile() {
        answers.add(CompletableFuture.failedFuture(new StoreUnavailableException("away", new IllegalStateException())));

        assertThat(claim.unclaimed(List.of(CHANNEL))).containsExactly(CHANNEL);
        assertThat(claim.unclaimed(List.of(CHANNEL))).containsExactly(CHANNEL);
        assertThat(asked).hasSize(1);
        nanos.addAndGet(ChannelClaim.ASK_AGAIN_AFTER.toNanos());

        assertThat(claim.unclaimed(List.of(CHANNEL))).isEmpty();
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatOthersOwnIsClaimedAnewOnceItIsTakenBack() {
        claim.unclaimed(List.of(CHANNEL));
        journal.fence(List.of(CHANNEL));
        assertThat(journal.ownership().unclaimed(List.of(CHANNEL))).containsExactly(CHANNEL);

        journal.own(Map.of(CHANNEL, 2L), 0);
        assertThat(claim.unclaimed(List.of(CHANNEL))).isEmpty();
        assertThat(asked).hasSize(1);
    }
}
