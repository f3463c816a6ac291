package telegramgateway.message.cache;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import telegramgateway.message.cache.FeedViolation.Promise;
import telegramgateway.message.cache.Schedule.Action;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * A gateway, its tiers and its readers in simulated time, in which one schedule happens. The code of the cache and the
 * feed is the project's own; only what surrounds it is simulated. Keeps a readable log.
 */
final class FeedWorld {
    /** Small lives and lengths, so that a short schedule meets every limit. */
    static final CacheOptions OPTIONS = new CacheOptions(
            RedisAddress.parse("redis://unused"),
            RedisAccess.open(),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            8,
            Duration.ofSeconds(5),
            Duration.ofHours(2));

    private static final List<Long> CHANNELS = List.of(-1001L, -1002L);
    private static final int READERS = 3;
    private static final List<Integer> LIMITS = List.of(1, 2, 3, 5, 20);
    private static final double SOMETHING_BETWEEN_STEPS = 0.25;

    /** What may happen between the two steps of a read; some of it more often. */
    private static final List<Action> BETWEEN_STEPS = List.of(
            Action.ACCEPT,
            Action.ACCEPT,
            Action.ACCEPT_BURST,
            Action.ACCEPT_BURST,
            Action.DELIVER_TO_CACHE,
            Action.DELIVER_TO_CACHE,
            Action.DELIVER_TO_CACHE,
            Action.DELIVER_TO_CACHE,
            Action.LATE_CALLS_ARRIVE,
            Action.FAIL_OVER,
            Action.FAIL_OVER,
            Action.FAIL_OVER,
            Action.RESTART_REDIS_EMPTY,
            Action.EVICT_ANYTHING,
            Action.EVICT_ANYTHING);

    /** A reader at rest that needs more pages than this does not come forward. */
    private static final int MAX_PAGES_AT_REST = 500;

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedJournal journal = new SimulatedJournal(time);
    private final SimulatedDatabase database = new SimulatedDatabase(journal, time);
    private final List<FeedReader> readers = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Schedule schedule;
    private final List<Long> channels;
    private final MessageTraffic traffic;
    private final RedisSite site;
    private final WriterFaults writer;
    private final CacheTarget target;

    FeedWorld(Schedule schedule, FeedRules rules, RedisNode master, RedisNode spare, MeterRegistry metrics) {
        this.schedule = schedule;
        channels = CHANNELS.subList(0, schedule.channels());
        traffic = new MessageTraffic(journal, channels, schedule.newMessages());
        site = new RedisSite(master, spare, time);
        writer = new WriterFaults(site, time);
        target = new CacheTarget(journal, time, OPTIONS, writer, site);
        FeedOracle oracle = new FeedOracle(journal, database, time, site);
        for (int i = 0; i < READERS; i++) {
            ReaderFaults redis = new ReaderFaults(site);
            MessageFeed feed = new MessageFeed(rules.reader().apply(redis), database, time, metrics);
            readers.add(new FeedReader("reader " + i, channels.get(i % channels.size()), redis, feed, oracle));
        }
    }

    /** What happened so far, one line each. */
    List<String> log() {
        return log;
    }

    /** @throws FeedViolation when a promise is broken */
    void run() {
        for (Schedule.Step step : schedule.steps()) {
            SplittableRandom dice = new SplittableRandom(step.dice());
            writer.dice(dice);
            String what = happens(step.action(), dice);
            log.add(time.now() + " ms  " + step.action() + ": " + what);
        }
        writer.dice(null);
        rest(new SplittableRandom(schedule.seed()));
    }

    private String happens(Action action, SplittableRandom dice) {
        return switch (action) {
            case ACCEPT -> traffic.accept(dice).toString();
            case ACCEPT_BURST -> traffic.acceptBurst(dice).toString();
            case DELIVER_TO_CACHE -> target.deliver(Dice.pick(dice, List.of(1, 3, 6)), dice.nextDouble() < 0.2);
            case DELIVER_TO_DATABASE -> database.apply(Dice.pick(dice, List.of(1, 4, 9))) + " events";
            case READ -> read(Dice.pick(dice, readers), dice);
            case RESTART_READER -> Dice.pick(dice, readers).restart(dice.nextBoolean());
            case MOVE_READER -> Dice.pick(dice, readers).redis.move();
            case PASS_TIME -> passTime(Dice.pick(dice, List.of(1L, 200L, 1_000L, 2_000L, 6_000L, 31_000L)), dice);
            case SET_CLOCK -> time.setGatewayClock(Dice.pick(dice, List.of(-7_200_000L, -900L, 20_000L, 7_200_000L)));
            case REPLICATE -> site.replicate();
            case FAIL_OVER -> site.failOver(dice.nextBoolean());
            case RESTART_REDIS_EMPTY -> site.restartEmpty();
            case EVICT_FEED -> site.evict(CacheKeys.feed(Dice.pick(dice, channels)));
            case EVICT_ALIVE -> site.evict(CacheKeys.alive(Dice.pick(dice, channels)));
            case EVICT_ANYTHING -> {
                List<String> keys = site.keys();
                yield keys.isEmpty() ? "nothing" : site.evict(Dice.pick(dice, keys));
            }
            case TOGGLE_REDIS -> site.toggleDown();
            case TOGGLE_REFUSED_WRITES -> site.toggleRefusedWrites();
            case LATE_CALLS_ARRIVE -> writer.lateCallsArrive(dice);
            case TOGGLE_DATABASE -> database.toggleDown();
            case BACK_UP_DATABASE -> database.backUp();
            case RESTORE_DATABASE -> database.restoreBackup();
        };
    }

    private String read(FeedReader reader, SplittableRandom dice) {
        int limit = Dice.pick(dice, LIMITS);
        StringBuilder story = new StringBuilder(reader + " asks for " + limit + " after " + reader.cursor());
        try {
            FeedPage page = reader.read(limit, () -> {
                if (dice.nextDouble() < SOMETHING_BETWEEN_STEPS) {
                    for (int i = dice.nextInt(1, 5); i > 0; i--) {
                        Action action = Dice.pick(dice, BETWEEN_STEPS);
                        story.append("\n        between the steps ")
                                .append(action)
                                .append(": ");
                        story.append(happens(action, dice));
                    }
                }
            });
            return story + "\n        and gets " + describe(page);
        } catch (StoreUnavailableException _) {
            return story + "\n        and gets no answer";
        } catch (FeedViolation e) {
            log.add(time.now() + " ms  READ: " + story);
            throw e;
        }
    }

    private String passTime(long millis, SplittableRandom dice) {
        time.pass(millis);
        site.passTime(millis);
        return millis + " ms" + (dice.nextDouble() < 0.8 ? ", " + target.assertHeads() : "");
    }

    /** Everything is up again: every reader must get to the end and have the latest state of everything. */
    private void rest(SplittableRandom dice) {
        site.heal();
        database.heal();
        while (target.isBehind()) {
            target.deliver(6, false);
        }
        while (database.apply(50) > 0) {}
        time.pass(1_001);
        site.passTime(1_001);
        log.add("AT REST everything is delivered, and the target " + target.assertHeads());
        for (FeedReader reader : readers) {
            comesToTheEnd(reader, Dice.pick(dice, LIMITS));
        }
        // Rules that always ask the database would be safe and useless.
        channels.forEach(traffic::post);
        target.deliver(channels.size(), false);
        log.add("AT REST every channel gets a new message");
        for (FeedReader reader : readers) {
            FeedPage page = reader.read(20, () -> {});
            if (page.source() != FeedPage.Source.CACHE || page.entries().size() != 1) {
                throw new FeedViolation(Promise.REFUSES, "the cache could have answered " + reader);
            }
        }
    }

    private void comesToTheEnd(FeedReader reader, int limit) {
        for (int pages = 0; pages < MAX_PAGES_AT_REST; pages++) {
            FeedPage page = reader.read(limit, () -> {});
            log.add("AT REST " + reader + " gets " + describe(page));
            if (!page.hasMore()) {
                if (reader.cursor() < journal.head(reader.channel)) {
                    throw new FeedViolation(Promise.SKIPS, reader + " stops at " + reader.cursor());
                }
                return;
            }
        }
        throw new FeedViolation(Promise.STALLS, reader + " does not come forward");
    }

    private static String describe(FeedPage page) {
        return page.entries().stream()
                        .map(entry -> entry.messageId() + ":" + entry.position())
                        .toList()
                + " from " + page.source() + ", next " + page.nextCursor() + (page.hasMore() ? ", more" : "")
                + (page.unconfirmed() ? ", unconfirmed" : "");
    }
}
