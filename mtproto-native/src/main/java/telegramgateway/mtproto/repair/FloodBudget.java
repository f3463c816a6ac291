package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.Journal.Flood;
import telegramgateway.mtproto.journal.JournalException;

/**
 * How much history an account may ask for: so many requests a minute, {@link #BURST} of them at once, and none while
 * Telegram wants quiet. The journal keeps it over restarts. Safe for use by several threads.
 */
final class FloodBudget {
    private static final Logger LOG = LoggerFactory.getLogger(FloodBudget.class);

    /** Some 3,000 messages, 100 each, are answered at once before Telegram bids to wait (facts, history). */
    static final int BURST = 30;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String account;
    private final Duration interval;
    private final Journal memory;
    private final InstantSource clock;
    private Flood flood;

    /** @param perMinute requests, at least 1 */
    FloodBudget(String account, int perMinute, Journal memory, InstantSource clock) {
        this.account = account;
        this.interval = MINUTE.dividedBy(perMinute);
        this.memory = memory;
        this.clock = clock;
        flood = memory.flood(account);
    }

    /** How long to wait before the next request; not positive when it may be made. */
    synchronized Duration delay() {
        Instant now = clock.instant();
        Duration pace = Duration.between(now, spentUntil(now)).minus(interval.multipliedBy(BURST - 1L));
        Duration quiet = Duration.between(now, flood.quietUntil());
        return pace.compareTo(quiet) > 0 ? pace : quiet;
    }

    /** Notes a request, before it is made: a crash in between must not give it back. */
    synchronized void spend() {
        Instant now = clock.instant();
        keep(new Flood(spentUntil(now).plus(interval), flood.quietUntil()));
    }

    /** Notes that Telegram wants to be left alone. */
    synchronized void flooded(Duration wait) {
        keep(new Flood(flood.spentUntil(), clock.instant().plus(wait)));
    }

    /** How long Telegram still wants quiet. */
    synchronized Duration quiet() {
        Duration left = Duration.between(clock.instant(), flood.quietUntil());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Not before now, and not beyond what a full burst costs, whatever the clock or the setting was before. */
    private Instant spentUntil(Instant now) {
        Instant most = now.plus(interval.multipliedBy(BURST));
        Instant spent = flood.spentUntil().isAfter(most) ? most : flood.spentUntil();
        return spent.isBefore(now) ? now : spent;
    }

    private void keep(Flood changed) {
        flood = changed;
        try {
            memory.keepFlood(account, changed);
        } catch (JournalException e) {
            LOG.warn("What was asked of Telegram is kept in memory only: {}", e.getMessage());
        }
    }
}
