package telegramgateway.message.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.coverage.CoverageInterval;

/** Writes one batch and moves its lane's cursor, in one transaction. */
final class ApplyBatch {

    /** Local to the transaction: a pool hands the session to somebody else afterwards. */
    private static final String TIMEOUTS = "SET LOCAL statement_timeout = '30s'; SET LOCAL lock_timeout = '5s';"
            + " SET LOCAL idle_in_transaction_session_timeout = '30s'";

    private static final String MOVE_CURSOR = """
            UPDATE telegram_gateway.delivery_cursors
            SET position = ?, updated_at = now()
            WHERE journal_id = ? AND lane = ? AND position = ?""";

    private static final String COUNT_APPLIED = """
            UPDATE telegram_gateway.delivery_cursors SET applied = applied + ? WHERE journal_id = ? AND lane = ?""";

    private static final String COUNT_HELD = """
            SELECT count(*)
            FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS batch (channel_id, position, message_id)
            JOIN telegram_gateway.message_events USING (channel_id, position, message_id)""";

    private final DataSource dataSource;

    ApplyBatch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Statements of one transaction. */
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    void apply(DeliveryBatch batch) {
        inTransaction(connection -> {
            write(connection, batch);
            return batch;
        });
    }

    Set<Long> claim(UUID gateway, Map<Long, Long> epochs) {
        TreeSet<Long> channelIds = new TreeSet<>(epochs.keySet());
        return inTransaction(connection -> {
            setTimeouts(connection);
            BatchStatements.CHANNELS.execute(connection, channelIds);
            return ChannelOwners.claim(connection, gateway, channelIds, epochs);
        });
    }

    Map<Long, Long> takeOver(UUID gateway, Takeover takeover) {
        return inTransaction(connection -> {
            setTimeouts(connection);
            return ChannelOwners.takeOver(connection, gateway, takeover);
        });
    }

    int retire(long channelId, Instant before, int limit) {
        return inTransaction(connection -> {
            setTimeouts(connection);
            return RetireMessages.run(connection, channelId, before, limit);
        });
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlErrors.explain(e);
        }
    }

    private static void write(Connection connection, DeliveryBatch batch) throws SQLException {
        setTimeouts(connection);
        // First: its row lock keeps a second writer of this lane out until the end.
        moveCursor(connection, batch);
        List<CoverageInterval> facts = CoverageTable.facts(batch);
        TreeSet<Long> channelIds = new TreeSet<>();
        batch.events().forEach(event -> channelIds.add(event.channelId()));
        facts.forEach(fact -> channelIds.add(fact.channelId()));
        BatchStatements.CHANNELS.execute(connection, channelIds);
        ChannelOwners.require(connection, batch.gateway(), channelIds, batch.epochs());
        BatchStatements.CHANNEL_TITLES.execute(connection, lastTitles(batch));
        // Contents before deletions: a message that is posted and deleted in one batch keeps its content.
        BatchStatements.CONTENTS.execute(connection, lastEvents(batch, false));
        BatchStatements.DELETIONS.execute(connection, lastEvents(batch, true));
        CoverageTable.join(connection, facts);
        int inserted = BatchStatements.events(batch.gateway()).execute(connection, batch.events());
        // A journal that lost its tail delivers again what is there: what counts is that the rows are.
        countApplied(connection, batch, inserted == batch.events().size() ? inserted : held(connection, batch));
    }

    private static void setTimeouts(Connection connection) throws SQLException {
        try (Statement timeouts = connection.createStatement()) {
            timeouts.execute(TIMEOUTS);
        }
    }

    private static long held(Connection connection, DeliveryBatch batch) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT_HELD)) {
            count.setArray(1, numbers(connection, batch, MessageEvent::channelId));
            count.setArray(2, numbers(connection, batch, MessageEvent::position));
            count.setArray(3, numbers(connection, batch, MessageEvent::messageId));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Array numbers(Connection connection, DeliveryBatch batch, Function<MessageEvent, Long> column)
            throws SQLException {
        return connection.createArrayOf(
                "bigint", batch.events().stream().map(column).toArray(Long[]::new));
    }

    private static void countApplied(Connection connection, DeliveryBatch batch, long applied) throws SQLException {
        if (applied > 0) {
            try (PreparedStatement count = connection.prepareStatement(COUNT_APPLIED)) {
                count.setLong(1, applied);
                count.setObject(2, batch.journalId());
                count.setInt(3, batch.lane());
                count.executeUpdate();
            }
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static void moveCursor(Connection connection, DeliveryBatch batch) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE_CURSOR)) {
            move.setLong(1, batch.newPosition());
            move.setObject(2, batch.journalId());
            move.setInt(3, batch.lane());
            move.setLong(4, batch.expectedPosition());
            if (move.executeUpdate() == 0) {
                throw new CursorMovedException("The cursor of lane " + batch.lane() + " of journal " + batch.journalId()
                        + " does not stand at " + batch.expectedPosition());
            }
        }
    }

    /** The last event of each message, as one statement may not touch a row twice; in one order for all writers. */
    private static Collection<MessageEvent> lastEvents(DeliveryBatch batch, boolean deletions) {
        Map<MessageEvent, MessageEvent> last = new TreeMap<>(
                Comparator.comparingLong(MessageEvent::channelId).thenComparingLong(MessageEvent::messageId));
        for (MessageEvent event : batch.events()) {
            if ((event.message().kind() == MessageKind.DELETED) == deletions) {
                last.put(event, event);
            }
        }
        return last.values();
    }

    private static Collection<ChannelTitle> lastTitles(DeliveryBatch batch) {
        Map<Long, ChannelTitle> last = new LinkedHashMap<>();
        batch.channels().forEach(title -> last.put(title.channelId(), title));
        return last.values();
    }
}
