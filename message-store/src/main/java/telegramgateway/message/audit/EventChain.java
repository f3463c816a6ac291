package telegramgateway.message.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a channel's events once, in order, and compares them with what earlier audits recorded. Piece by piece: from
 * one audit to the next the chain goes on from what was recorded, so a change is found in its own piece and hides none
 * in another.
 */
final class EventChain {

    /** Held in memory at a time. */
    private static final int FETCHED = 5_000;

    /** The server hashes: a tenth of the bytes travel. */
    private static final String EVENTS = """
            SELECT position, message_id, sha256(convert_to(json, 'UTF8'))
            FROM telegram_gateway.message_events WHERE channel_id = ? ORDER BY position""";

    private static final String COUNT = "SELECT count(*) FROM telegram_gateway.message_events WHERE channel_id = ?";

    private static final String CHECKPOINTS = """
            SELECT position, events, chain, audited_at
            FROM telegram_gateway.audit_chain WHERE channel_id = ? ORDER BY position""";

    private static final String ADD = """
            INSERT INTO telegram_gateway.audit_chain (channel_id, position, events, chain) VALUES (?, ?, ?, ?)
            ON CONFLICT (channel_id, position) DO NOTHING""";

    private final long channelId;
    private final Deque<ChainCheckpoint> checkpoints;
    private final byte @Nullable [] kept;
    private final EventHash actual;
    private final EventHash recorded;
    private final List<ChainAudit.Break> breaks = new ArrayList<>();
    private @Nullable ChainCheckpoint last;
    private @Nullable Long keptAt;
    private long events;
    private long position;
    private long inPiece;

    private EventChain(long channelId, List<ChainCheckpoint> checkpoints, byte @Nullable [] kept) {
        this.channelId = channelId;
        this.checkpoints = new ArrayDeque<>(checkpoints);
        this.kept = kept;
        actual = new EventHash(channelId);
        recorded = new EventHash(channelId);
    }

    /** Within a transaction, without which the driver would read all rows at once. */
    static ChainAudit audit(Connection connection, long channelId, byte @Nullable [] kept, AuditProgress progress)
            throws SQLException {
        List<ChainCheckpoint> checkpoints = AuditQueries.all(
                connection,
                CHECKPOINTS,
                row -> new ChainCheckpoint(
                        row.getLong(1),
                        row.getLong(2),
                        row.getBytes(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()),
                channelId);
        EventChain chain = new EventChain(channelId, checkpoints, kept);
        chain.read(connection, progress);
        return chain.result(checkpoints.size());
    }

    /** Records what an audit found. */
    static void record(Connection connection, long channelId, ChainAudit found) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setLong(1, channelId);
            add.setLong(2, found.position());
            add.setLong(3, found.events());
            add.setBytes(4, HexFormat.of().parseHex(found.head()));
            add.executeUpdate();
        }
    }

    private void read(Connection connection, AuditProgress progress) throws SQLException {
        long of = AuditQueries.one(connection, COUNT, row -> row.getLong(1), channelId);
        try (PreparedStatement query = connection.prepareStatement(EVENTS)) {
            query.setFetchSize(FETCHED);
            query.setLong(1, channelId);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    compareUpTo(row.getLong(1) - 1);
                    add(row.getLong(1), row.getLong(2), row.getBytes(3));
                    if (events % FETCHED == 0) {
                        progress.read(channelId, events, of);
                    }
                }
            }
        }
        compareUpTo(Long.MAX_VALUE);
    }

    private void add(long at, long messageId, byte[] jsonHash) {
        actual.add(at, messageId, jsonHash);
        recorded.add(at, messageId, jsonHash);
        events++;
        inPiece++;
        position = at;
        if (kept != null && keptAt == null && actual.is(kept)) {
            keptAt = at;
        }
    }

    private void compareUpTo(long limit) {
        while (!checkpoints.isEmpty() && checkpoints.getFirst().position() <= limit) {
            ChainCheckpoint next = checkpoints.removeFirst();
            long expected = next.events() - (last == null ? 0 : last.events());
            if (!recorded.is(next.chain())) {
                breaks.add(new ChainAudit.Break(last, next, expected, inPiece));
            }
            recorded.goOnFrom(next.chain());
            inPiece = 0;
            last = next;
        }
    }

    private ChainAudit result(int compared) {
        ChainAudit.Kept foundKept =
                kept == null ? null : new ChainAudit.Kept(HexFormat.of().formatHex(kept), keptAt);
        return new ChainAudit(events, position, HexFormat.of().formatHex(actual.chain()), compared, breaks, foundKept);
    }
}
