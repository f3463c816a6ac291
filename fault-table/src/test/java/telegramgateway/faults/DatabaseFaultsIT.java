package telegramgateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import telegramgateway.local.LocalProcess;

/** The database, and the pool before it, fail in every way that they have. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class DatabaseFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BACKUP = "backup";

    private final World world;

    DatabaseFaultsIT(World world) {
        this.world = world;
    }

    @Test
    @Tag("slow")
    void stopped() throws Exception {
        new FaultRow(world, 20, "PostgreSQL stopped for 60 s").run(_ -> {
            world.postgres.stop();
            FaultRow.pass(Duration.ofSeconds(60));
            world.postgres.restart();
        });
    }

    @Test
    void restarted() throws Exception {
        new FaultRow(world, 21, "PostgreSQL crashed and restarted").run(_ -> {
            world.postgres.kill();
            world.postgres.restart();
        });
    }

    @Test
    @Tag("slow")
    void restoredFromABackup() throws Exception {
        new FaultRow(world, 22, "PostgreSQL restored from an older backup").run(_ -> {
            world.pgBouncer.stop();
            String maintenance = "CREATE DATABASE " + BACKUP + " TEMPLATE " + World.DATABASE;
            awaitSql(maintenance);
            world.pgBouncer.restart();
            FaultRow.pass(Duration.ofSeconds(10));

            world.pgBouncer.stop();
            awaitSql("DROP DATABASE " + World.DATABASE + " WITH (FORCE)");
            awaitSql("ALTER DATABASE " + BACKUP + " RENAME TO " + World.DATABASE);
            world.pgBouncer.restart();
        });
    }

    /** Repeated until nobody uses the database any more. */
    private void awaitSql(String sql) {
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            World.sql(world.postgres.maintenance(), sql);
            return true;
        });
    }

    @Test
    void sessionsKilled() throws Exception {
        new FaultRow(world, 23, "PostgreSQL's sessions killed, ten times").run(_ -> {
            for (int i = 0; i < 10; i++) {
                World.sql(
                        world.superuser(),
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + World.DATABASE
                                + "' AND pid <> pg_backend_pid()");
                FaultRow.pass(Duration.ofMillis(500));
            }
        });
    }

    @Test
    @Tag("slow")
    void lockHeld() throws Exception {
        new FaultRow(world, 24, "PostgreSQL: a lock held for 20 s").run(_ -> {
            try (Connection connection = world.database().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE telegram_gateway.messages IN ACCESS EXCLUSIVE MODE");
                FaultRow.pass(Duration.ofSeconds(20));
                connection.rollback();
            }
        });
    }

    @Test
    void textWithNul() throws Exception {
        new FaultRow(world, 25, "PostgreSQL: texts that it refuses (NUL)").run(row -> {
            row.load().traffic().sayNext("a NUL \0 in the middle", "\0", "\0\0 and more");
            FaultRow.pass(Duration.ofSeconds(1));
        });
    }

    @Test
    @Tag("slow")
    void diskFull() throws Exception {
        assumeTrue(SmallDisk.isAllowed(), "only root may mount a small disk");
        assumeTrue(
                world.postgres.process() instanceof LocalProcess,
                "a container does not see a disk that is mounted after its start");
        Path data = Path.of(world.text("SHOW data_directory"));
        new FaultRow(world, 26, "PostgreSQL: disk full for 10 s").run(_ -> {
            try (SmallDisk disk = SmallDisk.mount(Files.createTempDirectory("small-disk"), "64m", data)) {
                // One table is enough: no transaction of the gateway succeeds without it.
                World.sql(world.superuser(), "CREATE TABLESPACE small LOCATION '" + disk.directory() + "'");
                World.sql(
                        world.superuser(),
                        "CREATE TABLE telegram_gateway.copy (LIKE telegram_gateway.message_events INCLUDING ALL)"
                                + " TABLESPACE small");
                World.sql(world.superuser(), """
                        CREATE FUNCTION telegram_gateway.copy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                        'BEGIN INSERT INTO telegram_gateway.copy SELECT NEW.*; RETURN NEW; END'
                        """);
                World.sql(
                        world.superuser(),
                        "CREATE TRIGGER copy BEFORE INSERT ON telegram_gateway.message_events"
                                + " FOR EACH ROW EXECUTE FUNCTION telegram_gateway.copy()");
                disk.fill();
                await().atMost(LIMIT).until(() -> world.gateway.health().equals("degraded"));
                FaultRow.pass(Duration.ofSeconds(10));
                disk.relieve();
                await().atMost(LIMIT).until(() -> world.gateway.health().equals("healthy"));
                World.sql(world.superuser(), "DROP TRIGGER copy ON telegram_gateway.message_events");
                World.sql(world.superuser(), "DROP FUNCTION telegram_gateway.copy()");
                World.sql(world.superuser(), "DROP TABLE telegram_gateway.copy");
                World.sql(world.superuser(), "DROP TABLESPACE small");
            }
        });
    }

    @Test
    @Tag("slow")
    void serializationFails() throws Exception {
        String isolation = "ALTER ROLE " + World.NATIVE_ROLE + " SET default_transaction_isolation = ";
        new FaultRow(world, 27, "PostgreSQL: serialization failures").run(row -> {
            World.sql(world.superuser(), isolation + "'serializable'");
            world.pgBouncer.restart();
            long failed = world.number(failures());
            await().atMost(LIMIT).until(() -> {
                // Writes what the gateway's transactions have read and will write.
                World.sql(world.database(), "UPDATE telegram_gateway.delivery_cursors SET updated_at = now()");
                return world.number(failures()) > failed + 10;
            });
            World.sql(world.superuser(), isolation + "'read committed'");
            world.pgBouncer.restart();
            assertThat(row.load().confirmed()).isPositive();
        });
    }

    private static String failures() {
        return "SELECT xact_rollback FROM pg_stat_database WHERE datname = '" + World.DATABASE + "'";
    }

    @Test
    @Tag("slow")
    void pgBouncerStopped() throws Exception {
        new FaultRow(world, 28, "PgBouncer stopped for 10 s").run(_ -> {
            world.pgBouncer.stop();
            FaultRow.pass(Duration.ofSeconds(10));
            world.pgBouncer.restart();
        });
    }

    @Test
    @Tag("slow")
    void pgBouncerPaused() throws Exception {
        new FaultRow(world, 29, "PgBouncer PAUSEd for 20 s").run(_ -> {
            // Its signal for PAUSE, and the one for RESUME.
            world.pgBouncer.process().signal("USR1");
            FaultRow.pass(Duration.ofSeconds(20));
            world.pgBouncer.process().signal("USR2");
        });
    }

    @Test
    @Tag("slow")
    void poolExhausted() throws Exception {
        new FaultRow(world, 30, "PgBouncer's pool exhausted for 15 s").run(_ -> {
            List<Connection> hogs = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    Connection hog =
                            world.pgBouncer.inFrontOf(world.superuser()).connect();
                    hogs.add(hog);
                    hog.setAutoCommit(false);
                    hog.createStatement().execute("SELECT 1");
                }
                FaultRow.pass(Duration.ofSeconds(15));
            } finally {
                for (Connection hog : hogs) {
                    hog.close();
                }
            }
        });
    }
}
