package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.message.database.Batches.posted;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.local.LocalPostgres;
import telegramgateway.message.database.history.HistoryFilter;
import telegramgateway.message.database.history.HistoryQuery;
import telegramgateway.message.database.history.HistoryQuery.Order;
import telegramgateway.message.database.history.MessageHistory;
import telegramgateway.message.feed.StoreUnavailableException;

class UnavailableIT {

    private static final long CHANNEL = -1_001L;

    @Test
    void saysForEveryQuestionThatAnUnmigratedDatabaseNeedsBinMigrate() {
        TestDatabase empty = TestDatabase.empty();
        MessageDatabase database = empty.messages();
        MessageHistory history = empty.history();
        DeliveryBatch batch = new DeliveryBatch(UUID.randomUUID(), 0, 0, 1, List.of(), List.of());
        HistoryQuery page =
                new HistoryQuery(CHANNEL, null, null, null, null, HistoryFilter.NONE, 1, Order.OLDEST_FIRST);
        List<Runnable> questions = List.of(
                () -> database.apply(batch),
                () -> database.cursor(UUID.randomUUID(), 0),
                database::highestPosition,
                () -> database.known(CHANNEL, List.of(1L)),
                () -> database.youngest(CHANNEL, 1, 1),
                () -> database.after(CHANNEL, 0, 1),
                () -> database.head(CHANNEL),
                () -> database.message(CHANNEL, 1),
                () -> history.page(page),
                () -> history.revisions(CHANNEL, 1, 0, 1),
                () -> history.asOf(CHANNEL, 1, 1),
                database::channels,
                () -> database.channelExists(CHANNEL));
        assertThat(questions)
                .allSatisfy(question -> assertThatThrownBy(question::run)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("run bin/migrate"));
    }

    @Test
    void namesTheSettingsAndNeverThePasswordWhenTheLoginIsRefused() {
        TestDatabase local = TestDatabase.shared();
        HikariConfig config = new HikariConfig();
        config.setDataSource(local.serviceDataSource(local.local().user(), "wrong-secret"));
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(1_000);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThatThrownBy(() -> new MessageDatabase(pool).head(CHANNEL))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("TIMESCALEDB_USER and TIMESCALEDB_PASSWORD")
                    .satisfies(error -> assertThat(stackTrace(error)).doesNotContain("wrong-secret"));
        }
    }

    @Test
    void saysThatTheDatabaseDoesNotExist() {
        TestDatabase local = TestDatabase.shared();
        PGSimpleDataSource source =
                local.serviceDataSource(local.local().user(), local.local().password());
        source.setDatabaseName("no_such_database");
        assertThatThrownBy(() -> new MessageDatabase(source).head(CHANNEL))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("create it");
    }

    @Test
    void failsWhileTheServerIsAwayAndAnswersWhenItIsBack() {
        try (LocalPostgres server = LocalPostgres.start()) {
            TestDatabase local = new TestDatabase(server.createDatabase());
            DatabaseMigration.migrate(local.dataSource(), Map.of());
            MessageDatabase database = local.messages();
            Batches batches = new Batches(database).apply(posted(CHANNEL, 1, 10, "a"));
            server.kill();
            assertThatThrownBy(() -> database.head(CHANNEL)).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> batches.apply(posted(CHANNEL, 2, 20, "b")))
                    .isInstanceOf(StoreUnavailableException.class);
            server.restart();
            batches.apply(posted(CHANNEL, 2, 20, "b"));
            assertThat(database.head(CHANNEL)).isEqualTo(20);
        }
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
