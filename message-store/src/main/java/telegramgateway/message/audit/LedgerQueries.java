package telegramgateway.message.audit;

import static telegramgateway.message.audit.AuditQueries.runsOf;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.coverage.CoverageState;

/** Reads the ledger of a channel, and compares it with the rows, as sets. */
final class LedgerQueries {

    private static final String ENDS =
            "SELECT min(lo), max(hi) FROM telegram_gateway.channel_coverage WHERE channel_id = ?";

    private static final String STATES = """
            SELECT state, sum(least(hi, ?) - greatest(lo, ?) + 1)::bigint
            FROM telegram_gateway.channel_coverage
            WHERE channel_id = ? AND hi >= ? AND lo <= ?
            GROUP BY state""";

    /** The intervals of a state, as far as they are in scope. */
    private static final String IN_SCOPE = """
            SELECT greatest(lo, ?) AS lo, least(hi, ?) AS hi
            FROM telegram_gateway.channel_coverage
            WHERE channel_id = ? AND state = '%s' AND hi >= ? AND lo <= ?""";

    private static final String UNKNOWN = IN_SCOPE.formatted("unknown");

    /** Walks over the rows of each interval; what lies between two of them, or before its end, has none. */
    private static final String WITHOUT_ROW = """
            WITH known AS MATERIALIZED (%s),
            line AS (
                SELECT known.lo, stored.message_id AS at
                FROM known JOIN telegram_gateway.messages AS stored
                    ON stored.channel_id = ? AND stored.message_id BETWEEN known.lo AND known.hi
                UNION ALL
                SELECT lo, hi + 1 FROM known
            ),
            walk AS (
                SELECT greatest(lag(at) OVER (PARTITION BY lo ORDER BY at), lo - 1) AS before, at FROM line
            )
            SELECT before + 1 AS lo, at - 1 AS hi FROM walk WHERE before + 1 < at""".formatted(IN_SCOPE.formatted("stored"));

    /** Walks over rows and intervals together: a row belongs to an interval if one that began before reaches it. */
    private static final String ROWS_NOT_STORED = runsOf("""
            SELECT id
            FROM (
                SELECT id, is_row, max(hi) OVER (ORDER BY id, is_row ROWS UNBOUNDED PRECEDING) AS reached
                FROM (
                    SELECT message_id AS id, true AS is_row, NULL::bigint AS hi FROM telegram_gateway.messages
                    WHERE channel_id = ? AND message_id > 0 AND message_id BETWEEN ? AND ?
                    UNION ALL
                    SELECT lo, false, hi FROM telegram_gateway.channel_coverage
                    WHERE channel_id = ? AND state = 'stored'
                ) AS line
            ) AS walk
            WHERE is_row AND coalesce(reached < id, true)""");

    private static final String UNTILED = """
            SELECT count(*)
            FROM (SELECT hi, lead(lo) OVER (ORDER BY lo) AS next
                FROM telegram_gateway.channel_coverage WHERE channel_id = ?) AS interval
            WHERE next <> hi + 1""";

    private LedgerQueries() {}

    /** Null when it says nothing of the channel and no row contradicts that. */
    static @Nullable LedgerAudit audit(Connection connection, long channelId, long lo, long hi) throws SQLException {
        long[] ends = AuditQueries.one(connection, ENDS, row -> new long[] {row.getLong(1), row.getLong(2)}, channelId);
        IdRuns rowsNotStored = AuditQueries.runs(connection, ROWS_NOT_STORED, channelId, lo, hi, channelId);
        if (ends[0] == 0 && rowsNotStored.isEmpty()) {
            return null;
        }
        return new LedgerAudit(
                ends[0],
                ends[1],
                states(connection, channelId, lo, hi),
                AuditQueries.runs(connection, UNKNOWN, lo, hi, channelId, lo, hi),
                AuditQueries.runs(connection, WITHOUT_ROW, lo, hi, channelId, lo, hi, channelId),
                rowsNotStored,
                AuditQueries.one(connection, UNTILED, row -> row.getLong(1), channelId));
    }

    private static Map<CoverageState, Long> states(Connection connection, long channelId, long lo, long hi)
            throws SQLException {
        Map<CoverageState, Long> ids = new EnumMap<>(CoverageState.class);
        AuditQueries.all(
                connection,
                STATES,
                row -> ids.put(CoverageState.ofJsonName(row.getString(1)), row.getLong(2)),
                hi,
                lo,
                channelId,
                lo,
                hi);
        return ids;
    }
}
