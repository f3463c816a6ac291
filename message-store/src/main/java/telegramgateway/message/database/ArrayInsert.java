package telegramgateway.message.database;

import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Inserts any number of rows with one short statement: each column travels as one array, and {@code unnest} makes the
 * rows. The statement is the same for every batch and needs nothing of its session, as a transaction pool demands.
 */
final class ArrayInsert<T> {

    private final List<Column<T>> columns;
    private final String sql;

    /**
     * @param table qualified
     * @param onConflict what follows {@code ON CONFLICT}
     */
    ArrayInsert(String table, String onConflict, List<Column<T>> columns) {
        this.columns = columns;
        StringJoiner names = new StringJoiner(", ");
        StringJoiner arrays = new StringJoiner(", ");
        for (Column<T> column : columns) {
            names.add(column.name);
            arrays.add("?::" + column.type + "[]");
        }
        sql = "INSERT INTO " + table + " (" + names + ") SELECT " + names + " FROM unnest(" + arrays + ") AS batch ("
                + names + ") ON CONFLICT " + onConflict;
    }

    /** Does nothing without rows; returns the number of rows that were inserted or changed. */
    int execute(Connection connection, Collection<T> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(i + 1, columns.get(i).of(connection, rows));
            }
            return statement.executeUpdate();
        }
    }

    /** A column: its name, the type of its elements in PostgreSQL and in Java, and its value of a row. */
    record Column<T>(String name, String type, Class<?> javaType, Function<T, @Nullable Object> value) {

        static <T> Column<T> number(String name, Function<T, @Nullable Long> value) {
            return new Column<>(name, "bigint", Long.class, value::apply);
        }

        static <T> Column<T> truth(String name, Function<T, @Nullable Boolean> value) {
            return new Column<>(name, "boolean", Boolean.class, value::apply);
        }

        /** PostgreSQL's text cannot hold NUL, which is replaced by U+FFFD. */
        static <T> Column<T> text(String name, Function<T, @Nullable String> value) {
            return new Column<>(name, "text", String.class, row -> {
                String text = value.apply(row);
                return text == null ? null : text.replace('\0', '\uFFFD');
            });
        }

        /** Travels as ISO-8601, which loses nothing. */
        static <T> Column<T> time(String name, Function<T, @Nullable Instant> value) {
            return new Column<>(name, "timestamptz", String.class, row -> {
                Instant time = value.apply(row);
                return time == null ? null : time.toString();
            });
        }

        static <T> Column<T> bytes(String name, Function<T, byte @Nullable []> value) {
            return new Column<>(name, "bytea", byte[].class, value::apply);
        }

        static <T> Column<T> uuid(String name, Function<T, @Nullable UUID> value) {
            return new Column<>(name, "uuid", UUID.class, value::apply);
        }

        private java.sql.Array of(Connection connection, Collection<T> rows) throws SQLException {
            @Nullable Object[] values = (@Nullable Object[]) Array.newInstance(javaType, rows.size());
            int i = 0;
            for (T row : rows) {
                values[i++] = value.apply(row);
            }
            return connection.createArrayOf(type, values);
        }
    }
}
