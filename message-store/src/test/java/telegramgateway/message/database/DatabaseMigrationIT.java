package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.message.database.Batches.posted;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.local.LocalDatabase;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.coverage.CoverageInterval;

class DatabaseMigrationIT {

    private static final long CHANNEL = -1_001L;
    private static final String CHANGES = "SELECT id FROM telegram_gateway.databasechangelog ORDER BY orderexecuted";

    private final TestDatabase database = TestDatabase.empty();

    @Test
    void changesNothingTheSecondTime() {
        migrate(Map.of());
        List<String> changes = database.query(CHANGES);
        new Batches(database.messages()).apply(posted(CHANNEL, 1, 10, "a"));
        migrate(Map.of());
        assertThat(database.query(CHANGES)).isEqualTo(changes).isNotEmpty();
        assertThat(database.messages().message(CHANNEL, 1)).isPresent();
    }

    @Test
    void letsTwoMigrationsAtOnceFollowEachOther() {
        CompletableFuture<?> one = CompletableFuture.runAsync(() -> migrate(Map.of()));
        CompletableFuture<?> other = CompletableFuture.runAsync(() -> migrate(Map.of()));
        CompletableFuture.allOf(one, other).join();
        assertThat(database.query(CHANGES)).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void isNotHeldUpByTheLockOfAMigrationThatWasKilled() {
        migrate(Map.of());
        database.execute("UPDATE telegram_gateway.databasechangeloglock"
                + " SET locked = true, lockgranted = now(), lockedby = 'a machine that is gone'");
        migrate(Map.of());
        assertThat(database.query("SELECT locked FROM telegram_gateway.databasechangeloglock"))
                .containsExactly("f");
    }

    @Test
    void worksForAnOwnerWhoIsNoSuperuser() {
        String owner = "owner_of_" + database.local().name();
        database.execute("CREATE ROLE " + owner + " LOGIN CREATEROLE PASSWORD 'owner'");
        database.execute("ALTER DATABASE " + database.local().name() + " OWNER TO " + owner);
        try {
            DatabaseMigration.migrate(database.dataSource(owner, "owner"), Map.of());
            MessageDatabase messages = new MessageDatabase(database.serviceDataSource(owner, "owner"));
            new Batches(messages).apply(posted(CHANNEL, 1, 10, "a"));
            assertThat(messages.head(CHANNEL)).isEqualTo(10);
        } finally {
            database.execute("ALTER DATABASE " + database.local().name() + " OWNER TO postgres");
            database.execute("DROP OWNED BY " + owner + " CASCADE");
            database.execute("DROP ROLE " + owner);
        }
    }

    @Test
    void accountsForWhatWasStoredBeforeThereWasALedger() {
        migrate(Map.of());
        long channel = TestDatabase.newChannel();
        List<MessageEvent> events = LongStream.of(5, 6, 7, 9, 20, 21)
                .mapToObj(id -> posted(channel, id, id, "a"))
                .toList();
        new Batches(database.messages()).apply(events, List.of());
        new Batches(database.messages()).apply(posted(CHANNEL, 1, 10, "a"));
        List<CoverageInterval> ledger = database.messages().coverage(channel, 1, 1_000, 10);
        database.execute("DELETE FROM telegram_gateway.channel_coverage");
        database.execute(
                "DELETE FROM telegram_gateway.databasechangelog" + " WHERE id = 'channel-coverage-of-older-versions'");

        migrate(Map.of());
        assertThat(database.messages().coverage(channel, 1, 1_000, 10))
                .isEqualTo(ledger)
                .hasSize(5);
        assertThat(database.messages().coverage(CHANNEL, 1, 1_000, 10)).isEmpty();
    }

    @Test
    void refusesRolesThatNoServiceHas() {
        assertThatThrownBy(() -> migrate(Map.of("postgres", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("telegram_gateway_native");
    }

    @Test
    void runsAsCommandWithSettingsFromTheEnvironment() {
        Map<String, String> environment = environment(database.local());
        assertThat(run(environment)).contains("up to date").endsWith("status 0");
        environment.put("MIGRATE_PASSWORD", "not-the-secret");
        assertThat(run(environment))
                .contains("FATAL: ", "password")
                .doesNotContain("not-the-secret")
                .endsWith("status 1");
        environment.remove("MIGRATE_USER");
        assertThat(run(environment)).contains("FATAL: MIGRATE_USER is required").endsWith("status 1");
        assertThat(run(Map.of(), "--help")).contains("MIGRATE_NATIVE_PASSWORD").endsWith("status 0");
        assertThat(run(Map.of(), "--timescale")).contains("MIGRATE_USER").endsWith("status 2");
    }

    @Test
    void saysThatNobodyAnswers() {
        PGSimpleDataSource nowhere = database.dataSource();
        nowhere.setPortNumbers(new int[] {1});
        assertThatThrownBy(() -> DatabaseMigration.migrate(nowhere, Map.of()))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("refused");
    }

    private void migrate(Map<String, String> passwords) {
        DatabaseMigration.migrate(database.dataSource(), passwords);
    }

    private static Map<String, String> environment(LocalDatabase local) {
        return new TreeMap<>(Map.of(
                "MIGRATE_HOST", local.host(),
                "MIGRATE_PORT", Integer.toString(local.port()),
                "MIGRATE_DATABASE", local.name(),
                "MIGRATE_USER", local.user(),
                "MIGRATE_PASSWORD", local.password()));
    }

    private static String run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        int status = MigrateCommand.run(arguments, environment, out, out);
        return output.toString(StandardCharsets.UTF_8) + "status " + status;
    }
}
