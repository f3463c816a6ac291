package telegramgateway.mtproto.repair;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import telegramgateway.message.Message;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.mtproto.intake.Outcome;
import telegramgateway.mtproto.journal.Journal;

/** Asks Telegram for the newest unknown ids of a channel, one request at a time, and hands over what it answers. */
final class HoleReader {
    private static final String UNCHANGED = "unchanged";

    private final History history;
    private final HistoryIntake intake;
    private final Journal journal;
    private final Ledger ledger;
    private final Map<CoverageState, AtomicLong> found = new EnumMap<>(CoverageState.class);

    HoleReader(History history, HistoryIntake intake, Journal journal, Ledger ledger) {
        this.history = history;
        this.intake = intake;
        this.journal = journal;
        this.ledger = ledger;
        for (CoverageState state : List.of(CoverageState.STORED, CoverageState.ABSENT, CoverageState.REFUSED)) {
            found.put(state, new AtomicLong());
        }
    }

    /** How many unknown ids turned out to be in a state; 0 for one that none can turn out to be in. */
    long found(CoverageState state) {
        AtomicLong count = found.get(state);
        return count == null ? 0 : count.get();
    }

    /**
     * Notes a channel's newest message, as far as TDLib knows, as unknown if the ledger ends below it.
     *
     * @return its id if it was noted, else 0
     */
    long nameNewest(long channelId) {
        long newest = history.newest(channelId);
        long first = ledger.first(channelId);
        // What was posted before anything was taken of the channel is nobody's business.
        boolean beyond = first > 0
                && newest > first
                && newest > journal.newestMessage(channelId)
                && !ledger.reaches(channelId, newest);
        if (beyond) {
            intake.note(List.of(CoverageInterval.of(channelId, newest, CoverageState.UNKNOWN)));
        }
        return beyond ? newest : 0;
    }

    /** One request's worth of a channel's plan, which is not empty. */
    void read(ChannelHoles channel, Purpose purpose) throws InterruptedException {
        boolean again = channel.isAgain();
        CoverageInterval hole = channel.next();
        if (again || hole.ids() <= History.PAGE || hole.hi() >= history.newest(channel.channelId)) {
            // A page begins at the newest message: of ids above it, only their own answer says anything.
            Page page = history.of(purpose, channel.channelId, channel.takeIds(History.PAGE));
            handOver(page.messages(), page.facts(), channel, again);
        } else {
            Page page = history.below(purpose, channel.channelId, hole.hi() + 1, hole.lo());
            boolean whole = page.seen() == 0 || page.oldest() <= hole.lo() || page.oldest() > hole.hi();
            CoverageInterval part = channel.takeDownTo(whole ? hole.lo() : page.oldest());
            List<Message> messages = page.messages().stream()
                    .filter(message -> message.messageId() >= part.lo() && message.messageId() <= part.hi())
                    .toList();
            handOver(messages, Clip.from(part.lo(), page.facts()), channel, false);
        }
    }

    /** @param messages newest first */
    private void handOver(List<Message> messages, List<CoverageInterval> facts, ChannelHoles channel, boolean again)
            throws InterruptedException {
        List<Message> oldestFirst = messages.reversed();
        List<Outcome> outcomes = intake.submit(oldestFirst);
        List<Message> forgotten = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Rejected rejected
                    && rejected.reason().equals(UNCHANGED)) {
                forgotten.add(oldestFirst.get(i));
            }
        }
        if (again && !forgotten.isEmpty()) {
            // The journal remembers events of which the database has everything, and yet no row: it was lost there.
            journal.forget(
                    channel.channelId,
                    forgotten.stream().map(Message::messageId).toList());
            intake.submit(forgotten);
        }
        intake.note(facts);
        count(
                CoverageState.STORED,
                outcomes.stream().filter(Outcome.Accepted.class::isInstance).count());
        for (CoverageInterval fact : facts) {
            count(fact.state(), fact.ids());
        }
    }

    private void count(CoverageState state, long ids) {
        AtomicLong count = found.get(state);
        if (count != null) {
            count.addAndGet(ids);
        }
    }
}
