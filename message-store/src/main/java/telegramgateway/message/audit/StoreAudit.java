package telegramgateway.message.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.database.SqlErrors;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Audits what the database holds. Each channel is read in one snapshot, so that what is written meanwhile contradicts
 * nothing. Every method throws {@link StoreUnavailableException} when the database cannot answer. Safe for use by many
 * threads.
 */
public final class StoreAudit {

    /** Local to the transaction: a pool hands the session to somebody else afterwards. */
    private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"
            + " SET LOCAL statement_timeout = '15min'; SET LOCAL idle_in_transaction_session_timeout = '5min'";

    private static final String CHANNELS = """
            SELECT channel_id FROM telegram_gateway.channels AS channel
            WHERE EXISTS (SELECT FROM telegram_gateway.messages AS stored
                    WHERE stored.channel_id = channel.channel_id)
                OR EXISTS (SELECT FROM telegram_gateway.audit_chain AS checkpoint
                    WHERE checkpoint.channel_id = channel.channel_id)
            UNION
            SELECT channel_id FROM telegram_gateway.channel_coverage
            ORDER BY channel_id DESC""";

    private static final String BY_USERNAME =
            "SELECT channel_id FROM telegram_gateway.channels WHERE lower(username) = lower(?)";

    private static final String NAMES = "SELECT username, title FROM telegram_gateway.channels WHERE channel_id = ?";

    private static final String LAST_BEFORE =
            "SELECT max(message_id) FROM telegram_gateway.messages WHERE channel_id = ? AND sent_at < ?";

    private static final String FIRST_AFTER =
            "SELECT min(message_id) FROM telegram_gateway.messages WHERE channel_id = ? AND sent_at > ?";

    private final DataSource database;

    /** @param database gives connections with {@code prepareThreshold=0} */
    public StoreAudit(DataSource database) {
        this.database = database;
    }

    /** Statements of one transaction. */
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Every channel that has messages or of whose ids anything is known. */
    public List<Long> channels() {
        return inSnapshot(connection -> AuditQueries.all(connection, CHANNELS, row -> row.getLong(1)));
    }

    /** @param username without {@code @}, in any case */
    public Optional<Long> channel(String username) {
        return inSnapshot(
                connection -> AuditQueries.all(connection, BY_USERNAME, row -> row.getLong(1), username).stream()
                        .findFirst());
    }

    /**
     * Audits a channel. The chain is that of all its events, whatever the scope. When its events are still those of
     * earlier audits, this one is recorded as well.
     *
     * @param kept a head of the chain that was kept elsewhere, 32 bytes; null for none
     */
    public ChannelAudit audit(long channelId, AuditScope scope, byte @Nullable [] kept, AuditProgress progress) {
        ChannelAudit audit = inSnapshot(connection -> audit(connection, channelId, scope, kept, progress));
        if (audit.chain().isSound() && audit.chain().events() > 0) {
            inTransaction(connection -> {
                EventChain.record(connection, channelId, audit.chain());
                return audit;
            });
        }
        return audit;
    }

    private static ChannelAudit audit(
            Connection connection, long channelId, AuditScope scope, byte @Nullable [] kept, AuditProgress progress)
            throws SQLException {
        List<@Nullable String[]> names = AuditQueries.all(
                connection, NAMES, row -> new @Nullable String[] {row.getString(1), row.getString(2)}, channelId);
        long lo = from(connection, channelId, scope);
        long hi = to(connection, channelId, scope);
        return new ChannelAudit(
                channelId,
                names.isEmpty() ? null : names.getFirst()[0],
                names.isEmpty() ? null : names.getFirst()[1],
                lo,
                hi,
                CoverageInterval.applies(channelId) ? LedgerQueries.audit(connection, channelId, lo, hi) : null,
                StoredQueries.audit(connection, channelId, lo, hi),
                EventChain.audit(connection, channelId, kept, progress));
    }

    private static long from(Connection connection, long channelId, AuditScope scope) throws SQLException {
        if (scope.fromTime() == null) {
            return scope.fromId() == null ? Long.MIN_VALUE : scope.fromId();
        }
        Long before = sentAround(connection, LAST_BEFORE, channelId, scope.fromTime());
        return before == null ? Long.MIN_VALUE : before + 1;
    }

    private static long to(Connection connection, long channelId, AuditScope scope) throws SQLException {
        if (scope.toTime() == null) {
            return scope.toId() == null ? Long.MAX_VALUE : scope.toId();
        }
        Long after = sentAround(connection, FIRST_AFTER, channelId, scope.toTime());
        return after == null ? Long.MAX_VALUE : after - 1;
    }

    private static @Nullable Long sentAround(Connection connection, String sql, long channelId, Instant time)
            throws SQLException {
        return AuditQueries.all(
                        connection,
                        sql,
                        row -> Optional.ofNullable(row.getObject(1, Long.class)),
                        channelId,
                        time.atOffset(ZoneOffset.UTC))
                .getFirst()
                .orElse(null);
    }

    private <T> T inSnapshot(Work<T> work) {
        return inTransaction(connection -> {
            try (Statement snapshot = connection.createStatement()) {
                snapshot.execute(SNAPSHOT);
            }
            return work.run(connection);
        });
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
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

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
