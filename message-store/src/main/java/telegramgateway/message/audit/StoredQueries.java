package telegramgateway.message.audit;

import static telegramgateway.message.audit.AuditQueries.runsOf;

import java.sql.Connection;
import java.sql.SQLException;

/** Counts the rows and events of a channel, and compares them, as sets. */
final class StoredQueries {

    private static final String ROWS = """
            SELECT count(*) FILTER (WHERE deleted_at IS NULL),
                count(*) FILTER (WHERE deleted_at IS NULL AND edited_at IS NOT NULL),
                count(deleted_at),
                count(*) FILTER (WHERE deleted_at IS NOT NULL AND sent_at IS NULL)
            FROM telegram_gateway.messages WHERE channel_id = ? AND message_id BETWEEN ? AND ?""";

    private static final String EVENTS = """
            SELECT count(*) FILTER (WHERE kind = 'posted'), count(*) FILTER (WHERE kind = 'edited'),
                count(*) FILTER (WHERE kind = 'deleted')
            FROM telegram_gateway.message_events WHERE channel_id = ? AND message_id BETWEEN ? AND ?""";

    private static final String ROWS_UNLIKE_EVENT = runsOf("""
            SELECT stored.message_id AS id
            FROM telegram_gateway.messages AS stored
            LEFT JOIN telegram_gateway.message_events AS event
                ON event.channel_id = stored.channel_id AND event.position = stored.position
            WHERE stored.channel_id = ? AND stored.message_id BETWEEN ? AND ?
                AND (event.message_id, event.json) IS DISTINCT FROM (stored.message_id, stored.json)""");

    /** Retention removes rows, and events later. */
    private static final String EVENTS_WITHOUT_ROW = runsOf("""
            SELECT event.message_id AS id
            FROM (SELECT channel_id, message_id, max(position) AS position
                FROM telegram_gateway.message_events
                WHERE channel_id = ? AND message_id BETWEEN ? AND ?
                GROUP BY channel_id, message_id) AS event
            LEFT JOIN telegram_gateway.messages AS stored USING (channel_id, message_id)
            WHERE (stored.position IS NULL OR stored.position < event.position)
                AND NOT EXISTS (SELECT FROM telegram_gateway.channel_coverage AS known
                    WHERE known.channel_id = event.channel_id AND known.state = 'retired'
                        AND event.message_id BETWEEN known.lo AND known.hi)""");

    private StoredQueries() {}

    static StoredAudit audit(Connection connection, long channelId, long lo, long hi) throws SQLException {
        IdRuns unlike = AuditQueries.runs(connection, ROWS_UNLIKE_EVENT, channelId, lo, hi);
        IdRuns withoutRow = AuditQueries.runs(connection, EVENTS_WITHOUT_ROW, channelId, lo, hi);
        long[] events = AuditQueries.one(
                connection,
                EVENTS,
                row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)},
                channelId,
                lo,
                hi);
        return AuditQueries.one(
                connection,
                ROWS,
                row -> new StoredAudit(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        events[0],
                        events[1],
                        events[2],
                        unlike,
                        withoutRow),
                channelId,
                lo,
                hi);
    }
}
