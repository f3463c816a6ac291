package telegramgateway.tpcapital.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.DataRefusedException;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.tpcapital.store.DecidedPage;
import telegramgateway.tpcapital.store.Decision;
import telegramgateway.tpcapital.store.SignalStore;

/**
 * Where feed, queue and push meet: messages are decided, the decisions are stored in one transaction, then counted and
 * noted in the cache. Only a higher position changes a verdict, so it does not matter by which way a message comes, how
 * often and in which order. Safe for use by many threads.
 *
 * <p>Every method that stores throws {@link StoreUnavailableException} when the database cannot, or not now.
 */
public final class Verdicts {
    private static final Logger log = LoggerFactory.getLogger(Verdicts.class);

    /**
     * Transactions at once; {@code TIMESCALEDB_POOL_SIZE} should be higher, so that readers always find a connection.
     */
    private static final int MAX_WRITERS = 3;

    private static final Duration TURN_PATIENCE = Duration.ofSeconds(5);

    private final SignalStore store;
    private final MessageCache cache;
    private final IntakeMetrics metrics;
    private final Semaphore turns = new Semaphore(MAX_WRITERS, true);

    public Verdicts(SignalStore store, MessageCache cache, InstantSource clock, MeterRegistry registry) {
        this.store = store;
        this.cache = cache;
        metrics = new IntakeMetrics(registry, clock);
    }

    IntakeMetrics metrics() {
        return metrics;
    }

    /** On a page of the feed, whose reading is stored with it. Returns the decisions that have changed something. */
    List<Decision> onPage(long channelId, DecidedPage.CursorMove move, List<FeedEntry> entries) {
        Timer.Sample sample = metrics.start();
        return store(
                sample,
                new DecidedPage(
                        channelId,
                        move,
                        entries.stream()
                                .map(entry -> Decide.on(channelId, entry))
                                .toList()));
    }

    /**
     * On messages of one channel that were delivered on another way than the feed, which is left where it stands.
     *
     * @return the decisions that have changed something
     * @throws DataRefusedException when the database refuses even that they have failed; then none is stored
     */
    public List<Decision> onDelivered(long channelId, List<Message> messages) {
        Timer.Sample sample = metrics.start();
        List<Decision> effective = store(
                sample,
                new DecidedPage(
                        channelId, null, messages.stream().map(Decide::on).toList()));
        noteCommitted(channelId, effective);
        return effective;
    }

    private List<Decision> store(Timer.Sample sample, DecidedPage page) {
        awaitTurn();
        List<Decision> effective;
        try {
            effective = store.write(page);
        } finally {
            turns.release();
        }
        metrics.stored(sample, page.decisions(), effective);
        return effective;
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(TURN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreUnavailableException("The database is slow: others still wait for it", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped while waiting for the database", e);
        }
    }

    /** Nothing here reads the notes: a database that was restored is older than they are. */
    void noteCommitted(long channelId, List<Decision> effective) {
        try {
            for (Decision decision : effective) {
                cache.markCommitted(channelId, decision.messageId(), decision.position());
            }
        } catch (StoreUnavailableException e) {
            log.debug("Marks of channel {} are missing in the cache", channelId, e);
        }
    }
}
