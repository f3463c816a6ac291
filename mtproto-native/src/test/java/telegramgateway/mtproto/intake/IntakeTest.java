package telegramgateway.mtproto.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.SENT;
import static telegramgateway.mtproto.TestMessages.deletion;
import static telegramgateway.mtproto.TestMessages.edit;
import static telegramgateway.mtproto.TestMessages.post;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.journal.Facts;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetLane;

class IntakeTest {
    private static final long MAX_BYTES = 2 << 20;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private final IntakeBooks books = new IntakeBooks(new SimpleMeterRegistry());
    private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    private volatile DatabaseMemory database = (_, _) -> {
        throw new AssertionError("The database must not be asked");
    };
    private Journal journal;
    private Intake intake;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, MAX_BYTES, clock);
        intake = new Intake(journal, (channel, ids) -> database.known(channel, ids), books, new SplittableRandom(1));
    }

    @AfterEach
    void close() {
        intake.close();
        journal.close();
    }

    private void submit(Message message) throws InterruptedException {
        intake.submit(message, outcomes::add);
    }

    private List<Outcome> decided(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> outcomes.size() >= count);
        assertThat(books.received())
                .isEqualTo(books.accepted()
                        + books.rejected().values().stream().mapToLong(n -> n).sum()
                        + books.waiting());
        return List.copyOf(outcomes);
    }

    private List<MessageKind> kindsInJournal() {
        return journal.after(new TargetLane("any", TargetLane.ALL), 0, 1000, Long.MAX_VALUE).stream()
                .map(event -> event.message().kind())
                .toList();
    }

    @Test
    void outcomesComeInTheOrderOfSubmissionOnceTheEventIsOnDisk() throws InterruptedException {
        journal.ready();
        List<Long> inJournal = Collections.synchronizedList(new ArrayList<>());
        for (long id = 1; id <= 1_507; id++) {
            intake.submit(post(CHANNEL, id, "a"), outcome -> {
                outcomes.add(outcome);
                inJournal.add(journal.state().lastSequence());
            });
        }

        List<Outcome> decided = decided(1_507);
        List<Long> ids = decided.stream()
                .map(outcome -> ((Outcome.Accepted) outcome).event().messageId())
                .toList();
        assertThat(ids).isEqualTo(LongStream.rangeClosed(1, 1_507).boxed().toList());
        for (int i = 0; i < decided.size(); i++) {
            assertThat(inJournal.get(i)).isGreaterThanOrEqualTo(i + 1);
        }
        assertThat(books.accepted()).isEqualTo(1_507);
    }

    @Test
    void repeatsWithinOneGroupAreUnchanged() throws InterruptedException {
        submit(post(CHANNEL, 1, "a"));
        submit(post(CHANNEL, 1, "a"));
        submit(edit(CHANNEL, 1, "b", SENT.plusSeconds(5), MessageSource.USER));
        submit(post(CHANNEL, 1, "a"));
        submit(deletion(CHANNEL, 1, MessageSource.USER));
        submit(deletion(CHANNEL, 1, MessageSource.USER));
        submit(edit(CHANNEL, 1, "c", SENT.plusSeconds(9), MessageSource.USER));
        journal.ready();

        decided(7);
        assertThat(kindsInJournal()).containsExactly(MessageKind.POSTED, MessageKind.EDITED, MessageKind.DELETED);
        assertThat(books.rejected()).isEqualTo(Map.of("unchanged", 2L, "stale", 2L));
    }

    @Test
    void nothingIsAcceptedBeforeTheJournalIsReady() throws InterruptedException {
        submit(post(CHANNEL, 1, "a"));

        await().during(Duration.ofMillis(200)).until(() -> outcomes.isEmpty() && books.waiting() == 1);
        assertThat(intake.state()).isEqualTo(IntakeState.WAITING_FOR_TARGETS);

        journal.ready();
        assertThat(decided(1)).first().isInstanceOf(Outcome.Accepted.class);
        assertThat(intake.state()).isEqualTo(IntakeState.ACCEPTING);
    }

    @Test
    void aFullJournalHoldsTheSourceBackAndLosesNothing() throws InterruptedException {
        journal.ready();
        List<TargetLane> lanes = journal.targets().start("database", TargetLane.COUNT, 0);
        AtomicInteger submitted = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Thread source = Thread.ofVirtual().start(() -> {
            try {
                for (long id = 1; id <= 9_000; id++) {
                    submit(post(CHANNEL - id % 5, id, "a".repeat(400)));
                    submitted.incrementAndGet();
                }
                done.countDown();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> intake.state() == IntakeState.JOURNAL_FULL);
        await().during(Duration.ofMillis(300)).until(() -> done.getCount() == 1);
        assertThat(submitted.get()).isLessThan(9_000);

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            for (TargetLane lane : lanes) {
                long position = journal.targets().cursor(lane).position();
                List<MessageEvent> events = journal.after(lane, position, 2_000, Long.MAX_VALUE);
                if (!events.isEmpty()) {
                    journal.targets().advance(lane, events.getLast().position(), events.size(), 0);
                }
            }
            journal.prune();
            return outcomes.size() == 9_000;
        });
        source.join();
        assertThat(decided(9_000)).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(journal.targets().books()).allMatch(target -> target.balanced());
    }

    @Test
    void longTextsFillTheQueueByTheirSize() throws InterruptedException {
        Thread source = Thread.ofVirtual().start(() -> {
            try {
                for (long id = 1; id <= 50; id++) {
                    submit(post(CHANNEL, id, "a".repeat(Message.MAX_TEXT_LENGTH)));
                }
            } catch (InterruptedException | IntakeClosedException e) {
                // The test has seen what it wanted and closes.
            }
        });
        await().during(Duration.ofMillis(300)).until(() -> source.isAlive() && books.received() < 12);
    }

    @Test
    void historyAsksTheDatabaseForWhatTheJournalHasForgotten() throws InterruptedException {
        journal.ready();
        journal.forgotten(7);
        List<Long> asked = Collections.synchronizedList(new ArrayList<>());
        database = (channel, ids) -> {
            asked.addAll(ids);
            return List.of(new KnownMessage(channel, 1, 3, SENT, SENT.plusSeconds(60), false, new byte[16]));
        };
        submit(post(CHANNEL, 2, "live"));
        decided(1);
        intake.submitHistory(
                List.of(
                        post(CHANNEL, 1, "old", MessageSource.IMPORT),
                        post(CHANNEL, 2, "live", MessageSource.IMPORT),
                        post(CHANNEL, 3, "new", MessageSource.IMPORT)),
                _ -> {},
                outcomes::add);

        decided(4);
        assertThat(asked).containsExactlyInAnyOrder(1L, 3L);
        assertThat(outcomes.subList(1, 3))
                .containsExactly(new Outcome.Rejected("stale"), new Outcome.Rejected("unchanged"));
        assertThat(outcomes.get(3)).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void historyWaitsWhileTheDatabaseIsAwayAndLiveMessagesDoNot() throws InterruptedException {
        journal.ready();
        journal.forgotten(7);
        AtomicInteger tries = new AtomicInteger();
        database = (_, _) -> {
            if (tries.incrementAndGet() < 3) {
                throw new StoreUnavailableException("away", new IllegalStateException());
            }
            return List.of();
        };
        Thread source = Thread.ofVirtual().start(() -> submitHistoryOf(1));
        await().until(() -> tries.get() > 0);
        submit(post(CHANNEL, 2, "live"));

        assertThat(((Outcome.Accepted) decided(1).getFirst()).event().messageId())
                .isEqualTo(2);
        decided(2);
        source.join();
        assertThat(tries.get()).isEqualTo(3);
    }

    private void submitHistoryOf(long id) {
        try {
            intake.submitHistory(List.of(post(CHANNEL, id, "old", MessageSource.IMPORT)), _ -> {}, outcomes::add);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aJournalThatRemembersAllNeverAsksTheDatabase() throws InterruptedException {
        journal.ready();
        submitHistoryOf(1);

        assertThat(decided(1).getFirst()).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void whatASourceRefusesIsOnTheBooksAndItsIdInTheJournal() throws InterruptedException {
        journal.ready();
        intake.reject(CHANNEL, 7, "service");
        intake.reject(CHANNEL, 0, "covered");
        intake.reject(-4_000, 7, "service");
        await().until(() -> books.waiting() == 0);

        assertThat(books.received()).isEqualTo(3);
        assertThat(books.rejected()).isEqualTo(Map.of("service", 2L, "covered", 1L));
        assertThat(facts()).containsExactly(new CoverageInterval(CHANNEL, 7, 7, CoverageState.REFUSED, "service"));
    }

    @Test
    void whatASourceRefusesWaitsWhileNothingIsAccepted() throws InterruptedException {
        intake.reject(CHANNEL, 7, "service");
        assertThat(books.waiting()).isEqualTo(1);
        assertThat(facts()).isEmpty();

        journal.ready();
        await().until(() -> books.waiting() == 0);
        assertThat(facts()).hasSize(1);
    }

    @Test
    void messagesAreAcceptedAlthoughTooManyFactsWait() throws InterruptedException {
        journal.ready();
        int tooMany = 5_000;
        for (long id = 1; id <= tooMany; id++) {
            intake.reject(CHANNEL, id * 2, "service");
        }
        submit(post(CHANNEL, 1, "a"));

        assertThat(decided(1).getFirst()).isInstanceOf(Outcome.Accepted.class);
        assertThat(books.rejected()).isEqualTo(Map.of("service", (long) tooMany));
        assertThat(facts()).hasSizeLessThan(tooMany);
    }

    @Test
    void aRefusalOfAnotherGatewaysChannelIsNoFact() throws InterruptedException {
        journal.ready();
        journal.fence(List.of(CHANNEL));
        intake.reject(CHANNEL, 7, "service");
        await().until(() -> books.waiting() == 0);

        assertThat(books.rejected()).isEqualTo(Map.of("fenced", 1L));
        assertThat(facts()).isEmpty();
    }

    private List<CoverageInterval> facts() {
        TargetLane all = new TargetLane("any", TargetLane.ALL);
        return journal.facts().after(all, 0, 10_000).stream()
                .map(Facts.Fact::interval)
                .toList();
    }

    @Test
    void aSourceThatFailsToTakeItsOutcomeHarmsNobodyElse() throws InterruptedException {
        journal.ready();
        intake.submit(post(CHANNEL, 1, "a"), _ -> {
            throw new IllegalStateException("broken source");
        });
        submit(post(CHANNEL, 2, "b"));

        assertThat(decided(1).getFirst()).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void closingDecidesWhatWasSubmitted() throws InterruptedException {
        journal.ready();
        for (long id = 1; id <= 600; id++) {
            submit(post(CHANNEL, id, "a"));
        }
        intake.close();

        assertThat(outcomes).hasSize(600);
    }
}
