package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import telegramgateway.message.Message;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeClosedException;
import telegramgateway.mtproto.intake.IntakeState;
import telegramgateway.mtproto.intake.Outcome;

/**
 * Hands to the intake what was read from Telegram's history, and to the journal what it says about ids.
 *
 * @param note keeps facts; they are on disk when it returns
 */
record HistoryIntake(Intake intake, Consumer<List<CoverageInterval>> note) {
    /** How often it looks whether anybody still decides. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /**
     * Messages of Telegram's history, oldest first. Returns once each is decided: what was accepted is on disk then.
     *
     * @return what became of them, in their order
     * @throws IntakeClosedException when the gateway stops before that
     */
    List<Outcome> submit(List<Message> messages) throws InterruptedException {
        List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>(messages.size()));
        CountDownLatch undecided = new CountDownLatch(messages.size());
        intake.submitHistory(messages, _ -> {}, outcome -> {
            outcomes.add(outcome);
            undecided.countDown();
        });
        while (!undecided.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (intake.state() == IntakeState.STOPPED) {
                throw new IntakeClosedException();
            }
        }
        return List.copyOf(outcomes);
    }

    /** The same of facts; only after the messages that lie between them were decided. */
    void note(List<CoverageInterval> facts) {
        if (!facts.isEmpty()) {
            note.accept(facts);
        }
    }
}
