package telegramgateway.message.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;

/** What channels bring: new messages, edits, deletes, and old messages from imports. */
final class MessageTraffic {
    private static final long FIRST_MESSAGE = 1_000;

    /** Mostly one of so many youngest messages changes, so that changes of one message come close to one another. */
    private static final int YOUNG = 3;

    private final SimulatedJournal journal;
    private final List<Long> channels;
    private final double newMessages;

    MessageTraffic(SimulatedJournal journal, List<Long> channels, double newMessages) {
        this.journal = journal;
        this.channels = channels;
        this.newMessages = newMessages;
    }

    /** Accepts one event of some channel. */
    MessageEvent accept(SplittableRandom dice) {
        long channel = Dice.pick(dice, channels);
        var latest = journal.latest(channel);
        List<MessageEvent> live = latest.values().stream()
                .filter(event -> event.message().kind() != MessageKind.DELETED)
                .toList();
        if (live.isEmpty() || dice.nextDouble() < newMessages) {
            long newest = latest.isEmpty() ? FIRST_MESSAGE : latest.lastKey();
            return journal.accept(channel, newest + 1, MessageKind.POSTED, MessageSource.REPLAY);
        }
        List<MessageEvent> young = live.subList(Math.max(0, live.size() - YOUNG), live.size());
        long known = Dice.pick(dice, dice.nextDouble() < 0.7 ? young : live).messageId();
        double what = dice.nextDouble();
        if (what < 0.75) {
            return journal.accept(channel, known, MessageKind.EDITED, MessageSource.REPLAY);
        }
        if (what < 0.85) {
            return journal.accept(channel, known, MessageKind.DELETED, MessageSource.REPLAY);
        }
        if (what < 0.93) {
            return journal.accept(channel, known, MessageKind.EDITED, MessageSource.IMPORT);
        }
        return journal.accept(channel, latest.firstKey() - 1, MessageKind.POSTED, MessageSource.IMPORT);
    }

    /** Accepts several events at once. */
    List<MessageEvent> acceptBurst(SplittableRandom dice) {
        List<MessageEvent> events = new ArrayList<>();
        for (int i = dice.nextInt(3, 12); i > 0; i--) {
            events.add(accept(dice));
        }
        return events;
    }

    /** Accepts a new message of one channel. */
    void post(long channel) {
        var latest = journal.latest(channel);
        long newest = latest.isEmpty() ? FIRST_MESSAGE : latest.lastKey();
        journal.accept(channel, newest + 1, MessageKind.POSTED, MessageSource.REPLAY);
    }
}
