package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.posted;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPgBouncer;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.history.HistoryFilter;
import telegramgateway.message.database.history.HistoryQuery;
import telegramgateway.message.database.history.HistoryQuery.Order;
import telegramgateway.message.database.history.MessageHistory;
import telegramgateway.message.feed.FeedEntry;

/**
 * Thirty clients share the twenty connections of a PgBouncer in transaction mode, so that each transaction may run in
 * another session than the one before.
 */
class PgBouncerIT {

    private static final int CLIENTS = 30;
    private static final int ROUNDS = 25;

    private static TestDatabase direct;
    private static LocalPgBouncer pgBouncer;

    @BeforeAll
    static void start() {
        assumeTrue(LocalPgBouncer.isInstalled(), LocalPgBouncer.MISSING);
        direct = TestDatabase.migrated();
        pgBouncer = LocalPgBouncer.start(DatabaseServer.shared().maintenance());
    }

    @AfterAll
    static void close() {
        if (pgBouncer != null) {
            pgBouncer.close();
        }
    }

    @Test
    void everyClientReadsWhatItWroteWithoutAnError() throws Exception {
        try (HikariDataSource clients = clients("0")) {
            assertThat(errors(clients)).isEmpty();
        }
    }

    /** Why the services set it to 0: with the default a session's statement may be another client's, or missing. */
    @Test
    void theDriversDefaultThresholdBreaksPgBouncersWithoutPreparedStatements() throws Exception {
        assumeFalse(
                LocalPgBouncer.knowsPreparedStatements(),
                "This PgBouncer knows prepared statements: the danger is shown with 1.18 only");
        try (HikariDataSource clients = clients("5")) {
            assertThat(errors(clients)).anyMatch(error -> error.contains("prepared statement"));
        }
    }

    /** What went wrong; a client stops at its first error. */
    private static List<String> errors(HikariDataSource dataSource) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        List<String> errors = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<String>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    start.await();
                    return errorsOfOneClient(dataSource);
                }));
            }
            for (Future<List<String>> client : clients) {
                errors.addAll(client.get());
            }
        }
        return errors;
    }

    private static List<String> errorsOfOneClient(HikariDataSource dataSource) {
        MessageDatabase database = new MessageDatabase(dataSource);
        MessageHistory history = new MessageHistory(dataSource);
        List<String> errors = new ArrayList<>();
        long channel = TestDatabase.newChannel();
        for (int round = 1; round <= ROUNDS && errors.isEmpty(); round++) {
            try {
                writeAndReadBack(database, history, channel, round);
            } catch (RuntimeException | AssertionError e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        }
        return errors;
    }

    private static void writeAndReadBack(MessageDatabase database, MessageHistory history, long channel, int round) {
        long position = round * 10L;
        MessageEvent other = posted(channel, round * 2L, position, "kept " + channel + " " + round);
        MessageEvent changed = posted(channel, round * 2L + 1, position + 1, "first");
        MessageEvent latest = edited(channel, round * 2L + 1, position + 2, "latest " + channel + " " + round);
        new Batches(database).apply(other, changed, latest);

        assertThat(database.head(channel)).isEqualTo(latest.position());
        assertThat(database.after(channel, position - 1, 10))
                .extracting(FeedEntry::messageId, FeedEntry::position)
                .containsExactly(tuple(round * 2L, other.position()), tuple(round * 2L + 1, latest.position()));
        assertThat(database.message(channel, round * 2L + 1)).hasValue(latest.json());
        assertThat(history.page(
                        new HistoryQuery(channel, null, null, null, null, HistoryFilter.NONE, 1, Order.NEWEST_FIRST)))
                .containsExactly(latest.json());
        assertThat(database.known(channel, List.of(round * 2L))).hasSize(1);
        assertThat(database.countAfter(channel, position - 1, 10)).isEqualTo(2);
    }

    private static HikariDataSource clients(String prepareThreshold) {
        LocalDatabase database = pgBouncer.inFrontOf(direct.local());
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(CLIENTS);
        pool.addDataSourceProperty("prepareThreshold", prepareThreshold);
        return pool;
    }
}
