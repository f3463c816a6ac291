package telegramgateway.mtproto.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    private static final long LIMIT = 100;

    private long used;
    private long now = Long.MAX_VALUE - 5;
    private int trimmed;
    private int reopened;
    private boolean helps = true;
    private boolean possible = true;
    private int waiting;

    private final MemoryWatch watch = new MemoryWatch(
            () -> trimmed++,
            () -> used,
            LIMIT,
            waitingMax -> {
                boolean can = possible && waiting < waitingMax;
                reopened += can ? 1 : 0;
                used = can && helps ? LIMIT / 2 : used;
                return can;
            },
            () -> now,
            new CountDownLatch(1));

    private void look(Duration later) {
        now += later.toNanos();
        watch.look();
    }

    @Test
    void whatWasDroppedIsGivenBackAlways() {
        used = LIMIT;
        look(MemoryWatch.EVERY);
        look(MemoryWatch.EVERY);

        assertThat(trimmed).isEqualTo(2);
        assertThat(reopened).isZero();
    }

    @Test
    void whereTheMemoryCannotBeMeasuredNothingIsReopened() {
        used = 0;
        look(MemoryWatch.EVERY);

        assertThat(reopened).isZero();
    }

    @Test
    void theSessionsAreReopenedAtOnceAndThenAfterARest() {
        used = LIMIT + 1;
        look(Duration.ZERO);
        assertThat(reopened).isEqualTo(1);
        look(MemoryWatch.EVERY);
        used = LIMIT + 1;
        look(MemoryWatch.REST.minus(MemoryWatch.EVERY.multipliedBy(2)));
        assertThat(reopened).isEqualTo(1);

        look(MemoryWatch.EVERY);
        assertThat(reopened).isEqualTo(2);
    }

    @Test
    void whileNoneCanBeReopenedItIsTriedAgainAtOnce() {
        used = LIMIT + 1;
        possible = false;
        look(Duration.ZERO);
        possible = true;
        look(MemoryWatch.EVERY);

        assertThat(reopened).isEqualTo(1);
    }

    @Test
    void aSessionThatIsBehindIsReopenedOnlyWhenMemoryIsShort() {
        waiting = MemoryWatch.WAITING_MAX;
        used = MemoryWatch.URGENT_PERCENT * LIMIT / 100;
        look(Duration.ZERO);
        assertThat(reopened).isZero();

        used++;
        look(MemoryWatch.EVERY);
        assertThat(reopened).isEqualTo(1);
    }

    @Test
    void theRestDoublesWhileReopeningDoesNotHelp() {
        used = LIMIT + 1;
        helps = false;
        look(Duration.ZERO);
        look(MemoryWatch.REST);
        assertThat(reopened).isEqualTo(2);
        look(MemoryWatch.REST);
        assertThat(reopened).isEqualTo(2);
        look(MemoryWatch.REST);
        assertThat(reopened).isEqualTo(3);

        helps = true;
        look(MemoryWatch.REST_MAX);
        assertThat(reopened).isEqualTo(4);
        look(MemoryWatch.EVERY);
        used = LIMIT + 1;
        look(MemoryWatch.REST);
        assertThat(reopened).isEqualTo(5);
    }
}
