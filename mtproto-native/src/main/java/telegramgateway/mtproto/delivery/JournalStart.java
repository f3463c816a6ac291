package telegramgateway.mtproto.delivery;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.database.ChannelRow;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.retry.Backoff;

/**
 * Asks every target what it holds before anything is delivered to it. A journal that is empty, or that a target shows
 * to have lost its tail, begins anew above everything that any target holds, with the database's memory of messages.
 */
final class JournalStart implements Runnable {
    static final String NAME = "start";

    private static final Logger LOG = LoggerFactory.getLogger(JournalStart.class);

    /** Messages that are loaded per channel, at most; those beyond are asked for when they are needed. */
    private static final int LOADED_PER_CHANNEL_MAX = 20_000;

    private static final int PAGE = 2_000;

    private final Journal journal;
    private final MessageDatabase database;
    private final List<TargetRun> targets;
    private final Backoff backoff;
    private final CountDownLatch stopping;

    JournalStart(
            Journal journal,
            MessageDatabase database,
            List<TargetRun> targets,
            Backoff backoff,
            CountDownLatch stopping) {
        this.journal = journal;
        this.database = database;
        this.targets = targets;
        this.backoff = backoff;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        try {
            while (!targets.stream().allMatch(TargetRun::isOpen)) {
                attempt();
                if (stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            advance();
        } catch (StoreUnavailableException e) {
            LOG.warn("The start waits: the database cannot say what it knows ({})", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Asking the targets what they hold failed and will be tried again", e);
        }
    }

    /** Goes as far as the targets answer. */
    private void advance() {
        if (!journal.state().ready()) {
            begin();
            return;
        }
        for (TargetRun run : targets) {
            OptionalLong held = run.isOpen() ? OptionalLong.of(0) : ask(run, it -> it.held(journal.state()));
            if (held.isPresent() && held.getAsLong() > journal.opened().lastPosition()) {
                LOG.error(
                        "The target {} holds position {}, the journal ended at {}: it has lost its tail and begins"
                                + " anew. What was lost must be read again from its source.",
                        run.target().name(),
                        held.getAsLong(),
                        journal.opened().lastPosition());
                begin();
                return;
            }
            if (held.isPresent()) {
                run.open();
            }
        }
    }

    /** Begins anew, once every target has answered. */
    private void begin() {
        long highest = 0;
        for (TargetRun run : targets) {
            OptionalLong theirs = ask(run, Target::highest);
            if (theirs.isEmpty()) {
                return;
            }
            highest = Math.max(highest, theirs.getAsLong());
        }
        journal.renew(highest, DatabaseTarget.NAME);
        Set<Long> ofOthers = database.ownedByOthers(journal.gateway());
        for (ChannelRow channel : database.channels()) {
            load(channel);
            if (channel.registered() && !ofOthers.contains(channel.channelId())) {
                watch(channel.channelId());
            }
        }
        journal.ownership().learn(database.ownedBy(journal.gateway()));
        journal.ready();
        LOG.info(
                "The journal {} begins above position {}",
                journal.state().id(),
                journal.state().startPosition());
        targets.forEach(TargetRun::open);
    }

    /** Loads what the database knows of a channel's youngest messages. */
    private void load(ChannelRow channel) {
        journal.adopt(channel.channelId());
        String title = channel.title();
        String type = channel.type();
        if (title != null && type != null) {
            journal.name(new ChannelTitle(channel.channelId(), title, channel.username(), type));
        }
        long below = Long.MAX_VALUE;
        int loaded = 0;
        List<KnownMessage> page;
        do {
            page = database.youngest(channel.channelId(), below, PAGE);
            journal.remember(page);
            loaded += page.size();
            below = page.isEmpty() ? below : page.getLast().position();
        } while (page.size() == PAGE && loaded < LOADED_PER_CHANNEL_MAX);
        if (page.size() == PAGE) {
            journal.forgotten(below - 1);
        }
    }

    /** What was told of it until now was for nobody. */
    private void watch(long channelId) {
        journal.watch(channelId, true);
        long newest = journal.newestMessage(channelId);
        if (newest > 0) {
            journal.unreadAbove(channelId, newest);
        }
    }

    private static OptionalLong ask(TargetRun run, ToLongFunction<Target> question) {
        try {
            long answer = question.applyAsLong(run.target());
            run.health().worked(NAME);
            return OptionalLong.of(answer);
        } catch (StoreUnavailableException e) {
            run.health().failed(NAME, String.valueOf(e.getMessage()));
            return OptionalLong.empty();
        }
    }
}
