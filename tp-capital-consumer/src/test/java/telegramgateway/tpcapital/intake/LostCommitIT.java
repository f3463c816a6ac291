package telegramgateway.tpcapital.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.tpcapital.intake.SignalIntakeIT.R1;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.tpcapital.TestGateway;
import telegramgateway.tpcapital.TestServers;

/** What happens when the consumer does not learn whether its transaction was committed. */
class LostCommitIT {
    private static final long CHANNEL = -1_001_649_127_710L;
    private static final String CONNECTION_FAILURE = "08006";

    @ParameterizedTest(name = "committed before the connection broke: {0}")
    @ValueSource(booleans = {true, false})
    void rowsAndCursorComeTogetherOrNotAtAll(boolean committed) {
        try (TestServers servers = TestServers.migrated();
                LocalRedis redis = LocalRedis.start();
                HikariDataSource pool = servers.pool();
                MessageCache cache = TestIntake.cache(redis.url())) {
            TestGateway gateway = new TestGateway(new MessageDatabase(servers.owner()), cache);
            gateway.post(CHANNEL, 1, R1);
            gateway.post(CHANNEL, 2, "Bom dia");
            gateway.deliver();
            AtomicInteger failures = new AtomicInteger(3);
            try (TestIntake intake = TestIntake.of(Set.of(CHANNEL), breaking(pool, committed, failures), redis.url())) {
                await().until(() -> servers.rows("SELECT message_id FROM tp_capital.verdicts")
                                .size()
                        == 2);
                await().until(() ->
                        intake.intake.failure() == null && intake.intake.lag().isZero());
            }
            assertThat(failures).hasValueLessThan(3);
            assertThat(servers.rows("SELECT message_id, change FROM tp_capital.signal_events"))
                    .containsExactly("1 created");
            assertThat(servers.rows("SELECT c.position = max(m.position) FROM telegram_gateway.messages m,"
                            + " telegram_gateway.consumer_cursors c GROUP BY c.position"))
                    .containsExactly("t");
        }
    }

    /** The first commits fail, after or before they took place. */
    private static DataSource breaking(DataSource real, boolean committed, AtomicInteger failures) {
        return proxy(DataSource.class, real, (method, result) -> {
            if (!(result instanceof Connection connection)) {
                return result;
            }
            return proxy(Connection.class, connection, (called, value) -> value, called -> {
                if (called.equals("commit") && failures.getAndDecrement() > 0) {
                    if (committed) {
                        connection.commit();
                    } else {
                        connection.rollback();
                    }
                    throw new SQLException("The connection broke", CONNECTION_FAILURE);
                }
            });
        });
    }

    private interface After {
        Object result(String method, Object result) throws SQLException;
    }

    private interface Before {
        void call(String method) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T real, After after) {
        return proxy(type, real, after, method -> {});
    }

    private static <T> T proxy(Class<T> type, T real, After after, Before before) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    before.call(method.getName());
                    try {
                        return after.result(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
