package telegramgateway.mtproto.delivery;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.database.Takeover;
import telegramgateway.mtproto.journal.Journal;

/**
 * Makes this gateway the owner of channels that others own. A command of a person, never automatic: the other gateway
 * may be alive.
 */
public final class ChannelTakeover {
    private final Journal journal;
    private final MessageDatabase database;
    private final @Nullable MessageCache cache;

    /** @param cache null when it is switched off */
    public ChannelTakeover(Journal journal, MessageDatabase database, @Nullable MessageCache cache) {
        this.journal = journal;
        this.database = database;
        this.cache = cache;
    }

    /**
     * Takes channels. What the others have of them and did not deliver is refused from now on; what this gateway
     * accepts of them lies above everything that they wrote. May be repeated, and must be when it failed.
     *
     * @param channelIds empty for all that others own
     * @return the channels that changed hands, with their new epochs
     * @throws telegramgateway.message.feed.StoreUnavailableException when database or cache cannot answer; the database
     *     may then have been changed, but this gateway delivers nothing of the channels
     */
    public synchronized Map<Long, Long> take(Collection<Long> channelIds) {
        Set<Long> wanted = Set.copyOf(channelIds);
        // First: while the outcome is unknown nothing of them is accepted, and a repetition knows what to take anew.
        Set<Long> others = new HashSet<>(database.ownedByOthers(journal.gateway()));
        if (!wanted.isEmpty()) {
            others.retainAll(wanted);
        }
        journal.fence(others);
        Set<Long> fenced = journal.ownership().fenced();
        Map<Long, Long> epochs = database.takeOver(journal.gateway(), new Takeover(wanted, wanted.isEmpty(), fenced));
        journal.fence(epochs.keySet());
        // Asked after database and cache refuse the others: nothing of theirs comes later.
        long highest = database.highestPosition();
        if (cache != null) {
            cache.beginEpochs(epochs);
            highest = cache.highestPositions().values().stream()
                    .mapToLong(Long::longValue)
                    .reduce(highest, Math::max);
        }
        journal.own(epochs, highest);
        return epochs;
    }
}
