package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which channels the gateway may write, as far as it knows: the epoch in which it owns each, those that the database
 * has confirmed to be its own, and those from which it is fenced off since another gateway owns them. Safe for use by
 * many threads.
 */
public final class Ownership {
    private static final long FENCED = Long.MAX_VALUE;

    private final JournalFile file;
    private final Map<Long, Standing> standings;

    /**
     * @param fencedTo events up to here are not the gateway's to deliver
     * @param claimed true once the database has said that the channel is the gateway's
     */
    private record Standing(long epoch, long fencedTo, boolean claimed) {
        private static final Standing UNKNOWN = new Standing(0, 0, false);
    }

    Ownership(JournalFile file) {
        this.file = file;
        this.standings = new ConcurrentHashMap<>(file.read(Ownership::read));
    }

    private static Map<Long, Standing> read(Connection connection) throws SQLException {
        Map<Long, Standing> standings = new HashMap<>();
        String query = "SELECT channel, epoch, fenced_to, claimed FROM channels";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                standings.put(row.getLong(1), new Standing(row.getLong(2), row.getLong(3), row.getBoolean(4)));
            }
        }
        return standings;
    }

    /** By channel the epoch in which the gateway owns it; 0 for those without. */
    public Map<Long, Long> epochs(Collection<Long> channelIds) {
        Map<Long, Long> epochs = new HashMap<>();
        channelIds.forEach(
                channelId -> epochs.put(channelId, standing(channelId).epoch()));
        return epochs;
    }

    /** Whether another gateway owns a channel. */
    public boolean isFenced(long channelId) {
        return fencedTo(channelId) == FENCED;
    }

    /** Whether an event is not this gateway's to deliver: the channel is another's, or was when it was accepted. */
    public boolean isFenced(long channelId, long position) {
        return position <= fencedTo(channelId);
    }

    /** Up to this position a channel's events may be another gateway's; 0 when it was never another's. */
    public long fencedTo(long channelId) {
        return standing(channelId).fencedTo();
    }

    /** The channels that other gateways own. */
    public Set<Long> fenced() {
        Set<Long> fenced = new TreeSet<>();
        standings.forEach((channelId, standing) -> {
            if (standing.fencedTo() == FENCED) {
                fenced.add(channelId);
            }
        });
        return fenced;
    }

    /** Those of the channels of which the database has not said yet whose they are. */
    public Set<Long> unclaimed(Collection<Long> channelIds) {
        Set<Long> unclaimed = new TreeSet<>(channelIds);
        unclaimed.removeIf(channelId -> standing(channelId).claimed());
        return unclaimed;
    }

    /** Notes that the database has said that channels are the gateway's. Lets nothing through that is fenced. */
    public synchronized void claimed(Collection<Long> channelIds) {
        for (long channelId : unclaimed(channelIds)) {
            Standing known = standing(channelId);
            put(channelId, new Standing(known.epoch(), known.fencedTo(), true));
        }
    }

    /** Notes that other gateways own channels. */
    public synchronized void fence(Collection<Long> channelIds) {
        for (long channelId : channelIds) {
            put(channelId, new Standing(standing(channelId).epoch(), FENCED, false));
        }
    }

    /**
     * Notes what the database knows: in which epochs the gateway owns channels. Lets nothing through that is fenced.
     */
    public synchronized void learn(Map<Long, Long> epochs) {
        epochs.forEach((channelId, epoch) -> {
            Standing known = standing(channelId);
            put(channelId, new Standing(Math.max(epoch, known.epoch()), known.fencedTo(), true));
        });
    }

    /**
     * Notes that the gateway owns channels.
     *
     * @param fencedTo the highest position that another owner may have used, or 0
     */
    synchronized void own(Map<Long, Long> epochs, long fencedTo) {
        epochs.forEach((channelId, epoch) -> put(channelId, new Standing(epoch, fencedTo, true)));
    }

    private void put(long channelId, Standing standing) {
        file.write(connection -> Rows.change(
                connection,
                "UPDATE channels SET epoch = ?, fenced_to = ?, claimed = ? WHERE channel = ?",
                standing.epoch(),
                standing.fencedTo(),
                standing.claimed(),
                channelId));
        standings.put(channelId, standing);
    }

    private Standing standing(long channelId) {
        return standings.getOrDefault(channelId, Standing.UNKNOWN);
    }
}
