package telegramgateway.tpcapital.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.database.CursorMovedException;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.tpcapital.store.DecidedPage;
import telegramgateway.tpcapital.store.Decision;

/**
 * Follows one channel on a thread of its own: page after page while there are any, then asleep until a hint or the next
 * poll. A failure pauses this channel only, and is tried again for ever.
 */
final class ChannelFollower implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ChannelFollower.class);

    /** Not known, or no longer: the database must be asked. */
    private static final long UNKNOWN = -1;

    /** While the feed is far ahead, how often it is counted how far. */
    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(5);

    private final long channelId;
    private final FollowerTools tools;
    private final Backoff backoff;
    private final Semaphore hints = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long cursor = UNKNOWN;
    private @Nullable Instant countedAt;
    private volatile long waiting;
    private volatile @Nullable Instant behindSince;
    private volatile @Nullable String failure;

    ChannelFollower(long channelId, FollowerTools tools) {
        this.channelId = channelId;
        this.tools = tools;
        backoff = new Backoff(tools.random());
        behindSince = tools.clock().instant();
    }

    /** There may be news. Never blocks. */
    void hint() {
        hints.release();
    }

    /** Ends {@link #run} after the page at hand. */
    void stop() {
        stopped.countDown();
        hints.release();
    }

    /** How long the oldest message that is not processed may have been waiting; zero when there is none. */
    Duration lag() {
        Instant since = behindSince;
        if (since == null) {
            return Duration.ZERO;
        }
        Duration lag = Duration.between(since, tools.clock().instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** How many messages of the feed are known to be unprocessed; counted now and then, up to a bound. */
    long waiting() {
        return waiting;
    }

    /** Why the last try failed; null if it did not. */
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next() throws InterruptedException {
        try {
            boolean more = page();
            backoff.succeeded();
            succeeded(more);
            if (!more && hints.tryAcquire(tools.options().pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                hints.drainPermits();
            }
        } catch (CursorMovedException e) {
            // Another consumer was faster, or an earlier commit whose answer was lost has succeeded.
            cursor = UNKNOWN;
            tools.verdicts().metrics().failed("cursor_moved");
            log.debug("Channel {} starts again from its cursor", channelId, e);
            boolean _ = stopped.await(backoff.failed().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            // Whether a write was committed is unknown: the database knows.
            cursor = UNKNOWN;
            failed(e);
            boolean _ = stopped.await(backoff.failed().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Processes one page. True when more is known to follow. */
    private boolean page() {
        if (cursor == UNKNOWN) {
            cursor = tools.stores().signals().cursor(channelId);
        }
        FeedPage page =
                tools.stores().feed().read(channelId, cursor, tools.options().pageSize());
        if (page.entries().isEmpty()) {
            return false;
        }
        waiting = Math.max(waiting, page.entries().size());
        List<Decision> effective = tools.verdicts()
                .onPage(channelId, new DecidedPage.CursorMove(cursor, page.nextCursor()), page.entries());
        cursor = page.nextCursor();
        if (page.source() == FeedPage.Source.CACHE) {
            tools.verdicts().noteCommitted(channelId, effective);
        }
        return page.hasMore();
    }

    /** The last count for as long as it is fresh: counting is not to slow down who is behind. */
    private long count() {
        Instant now = tools.clock().instant();
        if (countedAt != null && now.isBefore(countedAt.plus(COUNT_INTERVAL)) && !now.isBefore(countedAt)) {
            return waiting;
        }
        countedAt = now;
        return tools.stores().database().countAfter(channelId, cursor, IntakeMetrics.MAX_WAITING);
    }

    private void succeeded(boolean more) {
        behindSince = more ? IntakeMetrics.acceptedAt(cursor) : null;
        waiting = more ? count() : 0;
        if (failure != null) {
            failure = null;
            log.info("Channel {} is followed again", channelId);
        }
    }

    private void failed(RuntimeException e) {
        boolean passing = e instanceof StoreUnavailableException;
        tools.verdicts().metrics().failed(passing ? "store_unavailable" : "unexpected");
        if (behindSince == null) {
            behindSince = tools.clock().instant();
        }
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(failure)) {
            failure = reason;
            if (passing) {
                log.warn("Channel {} waits: {}", channelId, reason);
            } else {
                log.error("Channel {} waits after an unexpected failure", channelId, e);
            }
        }
    }
}
