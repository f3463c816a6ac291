package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;
import telegramgateway.mtproto.TestServers;

/** The database is restored from a backup while the gateway runs: its cursor goes back with its rows. */
class RestoredDatabaseIT {
    private static final TestServers SERVERS = TestServers.onSharedPostgres();

    @TempDir
    private Path directory;

    private final Posts posts = new Posts();
    private GatewayOnServers gateway;

    @BeforeEach
    void start() {
        gateway = new GatewayOnServers(directory, SERVERS, LocalRedis.shared());
        gateway.submit(posts.traffic(1, 40));
        gateway.awaitDelivered();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void getsOnceMoreWhatItLacksSinceABackupThatIsAnHourOld() {
        DatabaseCopy backup = DatabaseCopy.of(SERVERS);
        for (int quarter = 0; quarter < 4; quarter++) {
            gateway.submit(posts.traffic(41 + quarter * 10, 50 + quarter * 10));
            gateway.awaitDelivered();
            gateway.clock.move(Duration.ofMinutes(15));
            gateway.journal().prune();
        }
        backup.restore();

        gateway.eventually(() -> new Oracle(gateway.accepted).assertThatTheDatabaseIsEqual(SERVERS));
        gateway.submit(posts.traffic(81, 99));
        gateway.awaitDelivered();
        new Oracle(gateway.accepted).assertThatTheDatabaseIsEqual(SERVERS);
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void isAClearErrorAndSkipsNothingWhenTheJournalHasForgottenWhatItLacks() {
        DatabaseCopy backup = DatabaseCopy.of(SERVERS);
        List<MessageEvent> inBackup = List.copyOf(gateway.accepted);
        gateway.submit(posts.traffic(41, 90));
        gateway.awaitDelivered();
        forgetWhatIsDelivered();
        backup.restore();

        gateway.eventually(() -> assertThat(gateway.problem(DatabaseTarget.NAME))
                .contains("database/0 went back to position")
                .contains("database/1 went back to position")
                .contains("of the events that it lacks are no longer in the journal"));
        gateway.submit(posts.traffic(91, 99));
        gateway.awaitDelivered(CacheTarget.NAME);
        new Oracle(inBackup).assertThatTheDatabaseIsEqual(SERVERS);
        assertThat(gateway.books(DatabaseTarget.NAME).pending()).isEqualTo(10);
    }

    private void forgetWhatIsDelivered() {
        gateway.clock.move(Duration.ofMinutes(11));
        gateway.journal().prune();
        gateway.clock.move(Duration.ofHours(25));
        assertThat(gateway.journal().prune()).isPositive();
    }
}
