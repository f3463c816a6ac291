package telegramgateway.message.database;

import static telegramgateway.message.database.ArrayInsert.Column.number;
import static telegramgateway.message.database.ArrayInsert.Column.text;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.coverage.CoverageFold;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

/**
 * Joins the facts of a batch with the intervals of its channels. Whoever calls holds the rows of the channels: nobody
 * else changes their intervals until the transaction ends.
 */
final class CoverageTable {

    /**
     * Of each fact the last interval that begins below it, those that begin in it or right after it, and the next one:
     * those that touch it, and the channel's end if the fact lies beyond. Each is found by the primary key.
     */
    private static final String NEAR = """
            SELECT DISTINCT near.channel_id, near.lo, near.hi, near.state, near.reason
            FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS fact (channel_id, lo, hi)
            CROSS JOIN LATERAL (
                (SELECT * FROM telegram_gateway.channel_coverage AS known
                 WHERE known.channel_id = fact.channel_id AND known.lo < fact.lo ORDER BY known.lo DESC LIMIT 1)
                UNION ALL
                SELECT * FROM telegram_gateway.channel_coverage AS known
                WHERE known.channel_id = fact.channel_id AND known.lo BETWEEN fact.lo AND fact.hi + 1
                UNION ALL
                (SELECT * FROM telegram_gateway.channel_coverage AS known
                 WHERE known.channel_id = fact.channel_id AND known.lo > fact.hi + 1 ORDER BY known.lo LIMIT 1)
            ) AS near""";

    private static final String DELETE = """
            DELETE FROM telegram_gateway.channel_coverage AS known
            USING unnest(?::bigint[], ?::bigint[]) AS gone (channel_id, lo)
            WHERE known.channel_id = gone.channel_id AND known.lo = gone.lo""";

    private static final ArrayInsert<CoverageInterval> WRITE = new ArrayInsert<>(
            "telegram_gateway.channel_coverage AS known",
            """
            (channel_id, lo) DO UPDATE
            SET hi = excluded.hi, state = excluded.state, reason = excluded.reason, updated_at = now()""",
            List.of(
                    number("channel_id", CoverageInterval::channelId),
                    number("lo", CoverageInterval::lo),
                    number("hi", CoverageInterval::hi),
                    text("state", interval -> interval.state().jsonName()),
                    text("reason", CoverageInterval::reason)));

    private CoverageTable() {}

    /** What a batch says of ids: its facts, and that the messages of its events are stored. */
    static List<CoverageInterval> facts(DeliveryBatch batch) {
        List<CoverageInterval> facts = new ArrayList<>(batch.facts());
        for (MessageEvent event : batch.events()) {
            if (CoverageInterval.applies(event.channelId()) && event.messageId() > 0) {
                facts.add(CoverageInterval.of(event.channelId(), event.messageId(), CoverageState.STORED));
            }
        }
        return facts;
    }

    /** Touches only the intervals that the facts change: of a channel in order one, which grows. */
    static void join(Connection connection, List<CoverageInterval> facts) throws SQLException {
        Map<Long, List<CoverageInterval>> byChannel = byChannel(facts);
        byChannel.replaceAll((_, ofChannel) -> CoverageFold.join(ofChannel));
        List<CoverageInterval> joined =
                byChannel.values().stream().flatMap(Collection::stream).toList();
        if (joined.isEmpty()) {
            return;
        }
        Map<Long, List<CoverageInterval>> near = byChannel(near(connection, joined));
        List<CoverageInterval> gone = new ArrayList<>();
        List<CoverageInterval> changed = new ArrayList<>();
        byChannel.forEach((channelId, ofChannel) -> {
            Set<CoverageInterval> known = new HashSet<>(near.getOrDefault(channelId, List.of()));
            compare(known, CoverageFold.fold(known, ofChannel), gone, changed);
        });
        delete(connection, gone);
        WRITE.execute(connection, changed);
    }

    /** Ids of one channel are retired, whatever they were. */
    static void retire(Connection connection, List<CoverageInterval> ids) throws SQLException {
        List<CoverageInterval> retired = CoverageFold.join(ids);
        if (retired.isEmpty()) {
            return;
        }
        Set<CoverageInterval> known = new HashSet<>(near(connection, retired));
        List<CoverageInterval> gone = new ArrayList<>();
        List<CoverageInterval> changed = new ArrayList<>();
        compare(known, CoverageFold.fold(CoverageFold.without(known, retired), retired), gone, changed);
        delete(connection, gone);
        WRITE.execute(connection, changed);
    }

    /** What of the known intervals of a channel is gone, and which are new or changed. */
    private static void compare(
            Set<CoverageInterval> known,
            List<CoverageInterval> folded,
            List<CoverageInterval> gone,
            List<CoverageInterval> changed) {
        Set<Long> starts = new HashSet<>();
        folded.forEach(interval -> starts.add(interval.lo()));
        known.stream().filter(old -> !starts.contains(old.lo())).forEach(gone::add);
        folded.stream().filter(interval -> !known.contains(interval)).forEach(changed::add);
    }

    private static Map<Long, List<CoverageInterval>> byChannel(List<CoverageInterval> intervals) {
        Map<Long, List<CoverageInterval>> byChannel = new TreeMap<>();
        for (CoverageInterval interval : intervals) {
            byChannel
                    .computeIfAbsent(interval.channelId(), _ -> new ArrayList<>())
                    .add(interval);
        }
        return byChannel;
    }

    private static List<CoverageInterval> near(Connection connection, List<CoverageInterval> facts)
            throws SQLException {
        List<CoverageInterval> near = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(NEAR)) {
            select.setArray(1, numbers(connection, facts, CoverageInterval::channelId));
            select.setArray(2, numbers(connection, facts, CoverageInterval::lo));
            select.setArray(3, numbers(connection, facts, CoverageInterval::hi));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    near.add(new CoverageInterval(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            CoverageState.ofJsonName(row.getString(4)),
                            row.getString(5)));
                }
            }
        }
        return near;
    }

    private static void delete(Connection connection, List<CoverageInterval> gone) throws SQLException {
        if (!gone.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setArray(1, numbers(connection, gone, CoverageInterval::channelId));
                delete.setArray(2, numbers(connection, gone, CoverageInterval::lo));
                delete.executeUpdate();
            }
        }
    }

    private static java.sql.Array numbers(
            Connection connection, List<CoverageInterval> intervals, Function<CoverageInterval, Long> column)
            throws SQLException {
        return connection.createArrayOf("bigint", intervals.stream().map(column).toArray(Long[]::new));
    }
}
