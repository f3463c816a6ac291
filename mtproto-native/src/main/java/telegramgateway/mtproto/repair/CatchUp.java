package telegramgateway.mtproto.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.tdlib.TdError;

/**
 * Reads from Telegram's history what stands above a message. Of a channel that has moved on by more than some hundred
 * messages TDLib tells only the newest one.
 */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    /** Messages that are read at most; what lies below is a hole like any other. */
    static final int MESSAGES_MAX = 20_000;

    /** Characters of their texts, which are all in memory before the oldest is handed over. */
    private static final long TEXT_MAX = 12_000_000;

    private final History history;
    private final HistoryIntake intake;
    private final Set<Long> beingRead = ConcurrentHashMap.newKeySet();

    CatchUp(History history, HistoryIntake intake) {
        this.history = history;
        this.intake = intake;
    }

    /**
     * Hands over what stands above a message, oldest first, and waits until it is decided.
     *
     * @param above a message's id; 0 for all
     * @param limit of messages, the newest, 1 to {@link #MESSAGES_MAX}
     * @throws TdError when Telegram refuses, such as after the account was removed from the channel
     */
    HistoryRead run(Purpose purpose, long channelId, long above, int limit) throws InterruptedException {
        List<Message> found = new ArrayList<>();
        List<CoverageInterval> facts = new ArrayList<>();
        long oldest = 0;
        int seen = 0;
        long text = 0;
        boolean reached = false;
        while (!reached && seen < limit && text < TEXT_MAX) {
            Page page = history.below(purpose, channelId, oldest, above + 1);
            facts.addAll(page.facts());
            if (page.seen() == 0) {
                reached = true;
                break;
            }
            for (Message message : page.messages()) {
                if (message.messageId() > above && found.size() < limit) {
                    found.add(message);
                    text += message.text().length();
                }
            }
            seen += page.seen();
            oldest = page.oldest();
            reached = oldest <= above + 1;
        }
        if (!reached && (seen >= MESSAGES_MAX || text >= TEXT_MAX)) {
            LOG.warn("Channel {} has moved on by more than {} messages; older ones are read later", channelId, seen);
        }
        intake.submit(found.reversed());
        // Below that nobody has looked, or nobody has asked to.
        long lowest = found.size() == limit ? found.getLast().messageId() : reached ? above + 1 : oldest;
        intake.note(Clip.from(Math.max(lowest, above + 1), facts));
        return HistoryRead.of(found);
    }

    /** The same, unless the channel is being read in this way already: then empty. */
    Optional<HistoryRead> runAlone(Purpose purpose, long channelId, long above, int limit) throws InterruptedException {
        if (!beingRead.add(channelId)) {
            return Optional.empty();
        }
        try {
            return Optional.of(run(purpose, channelId, above, limit));
        } finally {
            beingRead.remove(channelId);
        }
    }
}
