package telegramgateway.mtproto.intake;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.JournalException;
import telegramgateway.mtproto.retry.Backoff;

/** Lets a source wait while the database or the journal's disk is away, and says so once. */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_CAP = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private final CountDownLatch closing;

    Patience(RandomGenerator random, CountDownLatch closing) {
        this.random = random;
        this.closing = closing;
    }

    /**
     * Asks until there is an answer.
     *
     * @param waiting for the log: what does not go on meanwhile
     * @throws IntakeClosedException when the gateway is stopping
     */
    <T> T ask(String waiting, Supplier<T> question) throws InterruptedException {
        Backoff backoff = new Backoff(RETRY_FIRST, RETRY_CAP, random);
        boolean told = false;
        while (true) {
            try {
                return question.get();
            } catch (StoreUnavailableException | JournalException e) {
                if (!told) {
                    LOG.warn("{} ({})", waiting, e.getMessage());
                    told = true;
                }
            }
            if (closing.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IntakeClosedException();
            }
        }
    }
}
