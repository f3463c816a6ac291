package telegramgateway.mtproto.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A connection whose plain statements fail when a test says so. */
final class FailingConnection {
    private final Connection real;
    private @Nullable String failing;
    private boolean afterwards;

    FailingConnection(Connection real) {
        this.real = real;
    }

    Connection connection() {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = call(method, real, arguments);
            return result instanceof Statement statement && method.getName().equals("createStatement")
                    ? around(statement)
                    : result;
        });
    }

    /** Lets the next statement with this text fail: before it does anything, or after it has done it. */
    void failOnce(String sql, boolean afterItIsDone) {
        failing = sql;
        afterwards = afterItIsDone;
    }

    void execute(String sql) {
        try (Statement statement = real.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Statement around(Statement statement) {
        return proxy(Statement.class, (method, arguments) -> {
            boolean fails = arguments != null && failing != null && failing.equals(arguments[0]);
            if (!fails) {
                return call(method, statement, arguments);
            }
            failing = null;
            if (afterwards) {
                call(method, statement, arguments);
            }
            throw new SQLException("disk I/O error");
        });
    }

    private interface Calls {
        @Nullable
        Object call(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> calls.call(method, arguments)));
    }

    private static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
