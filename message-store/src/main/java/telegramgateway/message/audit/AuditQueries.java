package telegramgateway.message.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs the statements of an audit, whose parameters are numbers. */
final class AuditQueries {

    private AuditQueries() {}

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What the only row of an answer says. */
    static <T> T one(Connection connection, String sql, Row<T> reader, Object... parameters) throws SQLException {
        return all(connection, sql, reader, parameters).getFirst();
    }

    static <T> List<T> all(Connection connection, String sql, Row<T> reader, Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
        }
        return found;
    }

    /** @param runs a query of runs as {@code lo} and {@code hi}, without overlap */
    static IdRuns runs(Connection connection, String runs, Object... parameters) throws SQLException {
        String sql = "SELECT lo, hi, (sum(hi - lo + 1) OVER ())::bigint, count(*) OVER () FROM (" + runs
                + ") AS run ORDER BY lo LIMIT " + IdRuns.LISTED_MAX;
        List<IdRuns.Run> first = new ArrayList<>();
        List<IdRuns> sums = all(
                connection,
                sql,
                row -> {
                    first.add(new IdRuns.Run(row.getLong(1), row.getLong(2)));
                    return new IdRuns(row.getLong(3), row.getLong(4), List.of());
                },
                parameters);
        return sums.isEmpty()
                ? IdRuns.NONE
                : new IdRuns(sums.getFirst().ids(), sums.getFirst().runs(), first);
    }

    /** Makes runs of single ids. */
    static String runsOf(String ids) {
        return """
                SELECT min(id) AS lo, max(id) AS hi
                FROM (SELECT id, id - row_number() OVER (ORDER BY id) AS island FROM (%s) AS ids) AS islands
                GROUP BY island""".formatted(ids);
    }
}
