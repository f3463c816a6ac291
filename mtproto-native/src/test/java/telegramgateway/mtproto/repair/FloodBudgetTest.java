package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.journal.Journal;

class FloodBudgetTest {
    private static final int PER_MINUTE = 60;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();

    private FloodBudget budget(Journal journal) {
        return new FloodBudget("user", PER_MINUTE, journal, clock);
    }

    private int burst(FloodBudget budget) {
        int count = 0;
        while (!budget.delay().isPositive()) {
            budget.spend();
            count++;
        }
        return count;
    }

    @Test
    void aBurstIsFollowedByTheSetPace() {
        try (Journal journal = Journal.open(directory, 1 << 22, clock)) {
            FloodBudget budget = budget(journal);

            assertThat(burst(budget)).isEqualTo(FloodBudget.BURST);
            assertThat(budget.delay()).isEqualTo(Duration.ofSeconds(1));
            clock.move(Duration.ofSeconds(10));
            assertThat(burst(budget)).isEqualTo(10);
            clock.move(Duration.ofHours(1));
            assertThat(burst(budget)).isEqualTo(FloodBudget.BURST);
        }
    }

    @Test
    void aRestartGetsNoNewBurst() {
        try (Journal journal = Journal.open(directory, 1 << 22, clock)) {
            burst(budget(journal));
        }
        try (Journal journal = Journal.open(directory, 1 << 22, clock)) {
            assertThat(budget(journal).delay()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aRestartForgetsNoFloodWait() {
        try (Journal journal = Journal.open(directory, 1 << 22, clock)) {
            budget(journal).flooded(Duration.ofSeconds(70));
        }
        clock.move(Duration.ofSeconds(20));
        try (Journal journal = Journal.open(directory, 1 << 22, clock)) {
            FloodBudget budget = budget(journal);
            assertThat(budget.quiet()).isEqualTo(Duration.ofSeconds(50));
            assertThat(budget.delay()).isEqualTo(Duration.ofSeconds(50));
            clock.move(Duration.ofSeconds(50));
            assertThat(budget.delay().isPositive()).isFalse();
            assertThat(budget.quiet()).isZero();
        }
    }

    @Test
    void aClockThatWasSetBackCostsAFullBurstAtMost() {
        try (Journal journal = Journal.open(directory, 1 << 22, clock)) {
            burst(budget(journal));
        }
        clock.move(Duration.ofDays(-1));
        try (Journal journal = Journal.open(directory, 1 << 22, clock)) {
            assertThat(budget(journal).delay()).isEqualTo(Duration.ofSeconds(1));
        }
    }
}
