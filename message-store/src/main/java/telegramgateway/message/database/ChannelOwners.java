package telegramgateway.message.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Who may write which channel: each has one owner, and an epoch that counts its takeovers. */
final class ChannelOwners {

    /** Holds the rows until the end of the transaction: a takeover waits for it, and then finds what it wrote. */
    private static final String LOCK = """
            SELECT channel_id, owner, epoch FROM telegram_gateway.channels
            WHERE channel_id = ANY (?) ORDER BY channel_id FOR NO KEY UPDATE""";

    /** A database that was restored from before a takeover takes the later epoch back. */
    private static final String CLAIM = """
            UPDATE telegram_gateway.channels SET owner = ?, epoch = ?
            WHERE channel_id = ? AND (owner IS NULL OR epoch < ?)""";

    private static final String TAKE_OVER = """
            UPDATE telegram_gateway.channels SET owner = ?, epoch = epoch + 1
            WHERE owner IS NOT NULL AND (channel_id = ANY (?) OR ?) AND (owner <> ? OR channel_id = ANY (?))
            RETURNING channel_id, epoch""";

    private record Owner(UUID gateway, long epoch) {}

    private ChannelOwners() {}

    /**
     * Makes sure that a gateway owns the channels of a batch, all of which have a row; takes those that nobody owns.
     *
     * @throws ChannelFencedException when one belongs to another gateway or to a later epoch
     */
    static void require(Connection connection, UUID gateway, Set<Long> channelIds, Map<Long, Long> epochs)
            throws SQLException {
        Set<Long> fenced = claim(connection, gateway, channelIds, epochs);
        if (!fenced.isEmpty()) {
            throw new ChannelFencedException(fenced);
        }
    }

    /**
     * Makes a gateway the owner of those channels that nobody owns; all have a row.
     *
     * @return those that belong to another gateway or to a later epoch
     */
    static Set<Long> claim(Connection connection, UUID gateway, Set<Long> channelIds, Map<Long, Long> epochs)
            throws SQLException {
        if (channelIds.isEmpty()) {
            return Set.of();
        }
        Map<Long, Owner> owners = lock(connection, channelIds);
        Set<Long> fenced = new TreeSet<>();
        for (long channelId : channelIds) {
            long epoch = epochs.getOrDefault(channelId, 0L);
            Owner owner = owners.get(channelId);
            boolean owned = owner != null && owner.gateway().equals(gateway) && owner.epoch() == epoch;
            if (!owned && !claim(connection, gateway, channelId, epoch)) {
                fenced.add(channelId);
            }
        }
        return fenced;
    }

    /** The channels that have an owner. */
    private static Map<Long, Owner> lock(Connection connection, Set<Long> channelIds) throws SQLException {
        Map<Long, Owner> owners = new HashMap<>();
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setArray(1, array(connection, channelIds));
            try (ResultSet row = lock.executeQuery()) {
                while (row.next()) {
                    UUID owner = row.getObject(2, UUID.class);
                    if (owner != null) {
                        owners.put(row.getLong(1), new Owner(owner, row.getLong(3)));
                    }
                }
            }
        }
        return owners;
    }

    private static boolean claim(Connection connection, UUID gateway, long channelId, long epoch) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setObject(1, gateway);
            claim.setLong(2, epoch);
            claim.setLong(3, channelId);
            claim.setLong(4, epoch);
            return claim.executeUpdate() > 0;
        }
    }

    /** The new epochs of the channels that changed hands. */
    static Map<Long, Long> takeOver(Connection connection, UUID gateway, Takeover takeover) throws SQLException {
        Map<Long, Long> epochs = new TreeMap<>();
        try (PreparedStatement take = connection.prepareStatement(TAKE_OVER)) {
            take.setObject(1, gateway);
            take.setArray(2, array(connection, takeover.channelIds()));
            take.setBoolean(3, takeover.all());
            take.setObject(4, gateway);
            take.setArray(5, array(connection, takeover.fenced()));
            try (ResultSet row = take.executeQuery()) {
                while (row.next()) {
                    epochs.put(row.getLong(1), row.getLong(2));
                }
            }
        }
        return epochs;
    }

    private static Array array(Connection connection, Set<Long> channelIds) throws SQLException {
        return connection.createArrayOf("bigint", channelIds.toArray(Long[]::new));
    }
}
