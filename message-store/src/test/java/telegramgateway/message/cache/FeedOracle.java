package telegramgateway.message.cache;

import telegramgateway.message.cache.FeedViolation.Promise;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.FeedPage;

/** Holds every page against what was accepted. */
final class FeedOracle {
    /**
     * Age at which a head that the writer vouches for includes an event: its life, and the second between two. To that
     * comes for how long an assertion was on its way.
     */
    private static final long ASSERTION_BOUND_MILLIS = 6_000;

    /**
     * For so long a reader may believe what the database told it: a second of the wall clock, which may be set back
     * within that second.
     */
    private static final long DATABASE_BOUND_MILLIS = 2_000;

    private final SimulatedJournal journal;
    private final SimulatedDatabase database;
    private final SimulatedTime time;
    private final RedisSite site;

    FeedOracle(SimulatedJournal journal, SimulatedDatabase database, SimulatedTime time, RedisSite site) {
        this.journal = journal;
        this.database = database;
        this.time = time;
        this.site = site;
    }

    /** Checks a page before its reader takes it. */
    void page(FeedReader reader, FeedPage page, int limit) {
        order(reader, page, limit);
        contents(reader, page);
        end(reader, page);
    }

    /** Checks that the reader has everything that it will not come across again. */
    void nothingSkipped(FeedReader reader) {
        journal.latest(reader.channel).forEach((messageId, event) -> {
            long position = event.position();
            if (position > reader.start() && position <= reader.cursor() && reader.seen(messageId) != position) {
                throw new FeedViolation(
                        Promise.SKIPS,
                        event + " was skipped: the reader stands at " + reader.cursor() + " and has the message as of "
                                + reader.seen(messageId));
            }
        });
    }

    /** Checks the cursor of a reader that starts from now. */
    void start(FeedReader reader) {
        if (reader.start() > journal.head(reader.channel)) {
            throw new FeedViolation(Promise.INVENTS, "the head is not " + reader.start());
        }
    }

    /** Checks that a reader got no answer for a reason. */
    void mayRefuse(FeedReader reader) {
        if (!database.wasDownWithin(DATABASE_BOUND_MILLIS)) {
            throw new FeedViolation(Promise.REFUSES, reader + " got no answer although the database is up");
        }
    }

    private static void order(FeedReader reader, FeedPage page, int limit) {
        long last = reader.cursor();
        for (FeedEntry entry : page.entries()) {
            if (entry.position() <= last) {
                throw new FeedViolation(Promise.GOES_BACK, entry.position() + " after " + last);
            }
            last = entry.position();
        }
        if (page.nextCursor() < last || page.entries().size() > limit) {
            throw new FeedViolation(Promise.GOES_BACK, "the next cursor is " + page.nextCursor() + " after " + last);
        }
    }

    private void contents(FeedReader reader, FeedPage page) {
        for (FeedEntry entry : page.entries()) {
            long state = CachedJson.position(entry.json());
            if (state < reader.seen(entry.messageId())) {
                throw new FeedViolation(
                        Promise.GOES_BACK,
                        "message " + entry.messageId() + " as of " + state + " came after its state of "
                                + reader.seen(entry.messageId()));
            }
            if (!journal.has(reader.channel, entry.messageId(), state, entry.json())) {
                throw new FeedViolation(Promise.INVENTS, "message " + entry.messageId() + " as of " + state);
            }
        }
        if (page.hasMore() && page.nextCursor() >= journal.head(reader.channel)) {
            throw new FeedViolation(Promise.INVENTS, "nothing follows " + page.nextCursor());
        }
    }

    private void end(FeedReader reader, FeedPage page) {
        if (page.unconfirmed() && !database.wasDownWithin(DATABASE_BOUND_MILLIS)) {
            throw new FeedViolation(Promise.REFUSES, "the database could have confirmed the end");
        }
        if (page.hasMore() || page.unconfirmed()) {
            return;
        }
        long bound = ASSERTION_BOUND_MILLIS + site.lateness(FeedWorld.OPTIONS.aliveLife());
        for (SimulatedJournal.Entry hidden : journal.after(page.nextCursor())) {
            if (hidden.event().channelId() != reader.channel) {
                continue;
            }
            long age = time.now() - hidden.acceptedAt();
            if (reader.redis.sawAlive() && age >= bound) {
                throw new FeedViolation(
                        Promise.BLIND, "a vouched-for end hides " + hidden.event() + " for " + age + " ms");
            }
        }
        if (database.hasAboveSince(reader.channel, page.nextCursor(), DATABASE_BOUND_MILLIS)
                && !reader.redis.sawAlive()) {
            throw new FeedViolation(Promise.BLIND, "an end that only the database can prove hides what it has");
        }
    }
}
