package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;
import telegramgateway.message.MessageSource;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

class ComparisonTest extends RepairScene {
    private Comparison comparison;

    @BeforeEach
    void storeSome() throws InterruptedException {
        telegram.has(1, 250);
        historyIntake.submit(
                history.of(Purpose.REQUESTED, CHANNEL, ids(101, 200)).messages().reversed());
        comparison =
                new Comparison(history, historyIntake, new StoredInJournal(journal), ledger, journal, "user", clock);
        clock.move(Duration.ofHours(1));
    }

    private static List<Long> ids(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList().reversed();
    }

    private Compared page(long from, long below) throws InterruptedException {
        return comparison.page(Purpose.AUDIT, CHANNEL, from, below, 0);
    }

    @Test
    void whatNobodyHadIsTakenPageByPageDownToTheFirstThatIsKnown() throws InterruptedException {
        Compared newest = page(1, 0);
        assertThat(newest.missing()).isEqualTo(ids(201, 250).reversed());
        assertThat(newest.oldest()).isEqualTo(151);
        assertThat(newest.stored()).isEqualTo(50);
        assertThat(newest.last()).isFalse();

        Compared below = page(1, newest.oldest());
        assertThat(below.differences()).isZero();
        assertThat(below.stored()).isEqualTo(50);
        assertThat(below.oldest()).isEqualTo(101);
        assertThat(below.last()).isTrue();
        assertThat(ledger.states()).doesNotContainKey(100L).hasSize(150);
    }

    @Test
    void itEndsWhereItIsTold() throws InterruptedException {
        telegram.messages.remove(120L);
        telegram.messages.remove(180L);
        assertThat(page(150, 200)).satisfies(page -> {
            assertThat(page.deleted()).containsExactly(180L);
            assertThat(page.oldest()).isEqualTo(150);
            assertThat(page.last()).isTrue();
        });
    }

    @Test
    void whatWasRefusedOrRetiredIsNotMissing() throws InterruptedException {
        ledger.note(List.of(
                CoverageInterval.of(CHANNEL, 210, 219, CoverageState.RETIRED),
                new CoverageInterval(CHANNEL, 220, 229, CoverageState.REFUSED, "service_message")));

        assertThat(page(1, 0).missing()).hasSize(30).doesNotContain(210L, 219L, 220L, 229L);
    }

    @Test
    void anEditIsFoundAlsoWhenTdlibTellsItMeanwhile() throws InterruptedException {
        telegram.edited(180, "corrected");
        List<Message> told =
                history.of(Purpose.REQUESTED, CHANNEL, List.of(180L)).messages();
        telegram.beforeAnswer = () -> historyIntake.submit(told);

        assertThat(page(1, 200).edited()).containsExactly(new Compared.Edited(180, true));
        assertThat(page(1, 200).edited()).isEmpty();
    }

    @Test
    void whatWasPostedJustNowIsOnItsWay() throws InterruptedException {
        telegram.postedAt(250, clock.instant());

        assertThat(page(1, 0).missing()).hasSize(49).doesNotContain(250L);
    }

    @Test
    void aDeletionThatTelegramContradictsIsNamedAndStays() throws InterruptedException {
        Instant now = clock.instant();
        historyIntake.submit(List.of(Message.deletion(CHANNEL, 190, now, now, MessageSource.USER, "user")));

        assertThat(page(1, 0).contradicted()).containsExactly(190L);
        assertThat(page(1, 0).contradicted()).containsExactly(190L);
    }

    @Test
    void ofAChannelOfWhichNothingIsKnownNothingIsTaken() throws InterruptedException {
        ledger.forget();
        Compared page = page(1, 0);

        assertThat(page.last()).isTrue();
        assertThat(page.missing()).isEmpty();
    }
}
