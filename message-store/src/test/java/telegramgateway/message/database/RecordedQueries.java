package telegramgateway.message.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Remembers the queries that go through it, with their parameters, so that a test can ask for their plans. */
final class RecordedQueries {

    private final DataSource source;
    private final List<String> queries = new ArrayList<>();

    RecordedQueries(DataSource source) {
        this.source = source;
    }

    DataSource dataSource() {
        return wrap(DataSource.class, source);
    }

    /** The text of the queries since the last call. */
    List<String> drain() {
        List<String> drained = List.copyOf(queries);
        queries.clear();
        return drained;
    }

    private <T> T wrap(Class<T> type, Object target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                if (target instanceof PreparedStatement && method.getName().startsWith("execute")) {
                    // The driver shows a statement with its parameters in place.
                    queries.add(target.toString());
                }
                Object result = method.invoke(target, arguments);
                return switch (result) {
                    case PreparedStatement statement -> wrap(PreparedStatement.class, statement);
                    case Connection connection -> wrap(Connection.class, connection);
                    case null, default -> result;
                };
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
