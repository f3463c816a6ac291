package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;
import telegramgateway.mtproto.TestServers;
import telegramgateway.mtproto.intake.Outcome;

/** The journal is deleted, or comes back from a copy that lacks its tail. */
class LostJournalIT {
    private static final String FILE = "journal.db";
    private static final TestServers SERVERS = TestServers.onSharedPostgres();

    /** Of its own: a new journal begins above whatever the cache holds. */
    private static final LocalRedis REDIS = LocalRedis.start();

    @TempDir
    private Path directory;

    private final Posts posts = new Posts();
    private GatewayOnServers gateway;
    private UUID id;

    @BeforeEach
    void start() {
        gateway = new GatewayOnServers(directory.resolve("data"), SERVERS, REDIS);
        gateway.submit(posts.traffic(1, 40));
        gateway.awaitDelivered();
        id = gateway.journal().state().id();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    /** Stopped, the journal is one file. */
    private Path file() {
        return directory.resolve("data").resolve(FILE);
    }

    private void assertThatTheJournalBeganAnewAbove(long highest) {
        assertThat(gateway.journal().state().id()).isNotEqualTo(id);
        assertThat(gateway.journal().state().startPosition()).isGreaterThan(highest);
    }

    private static long highest(List<MessageEvent> events) {
        return events.stream().mapToLong(MessageEvent::position).max().orElseThrow();
    }

    /** Of everything that was ever accepted no position is used twice, and the database holds all of it once. */
    private void assertThatNothingIsTwice() {
        assertThat(gateway.accepted).extracting(MessageEvent::position).doesNotHaveDuplicates();
        new Oracle(gateway.accepted).assertThatTheDatabaseIsEqual(SERVERS);
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void aDeletedJournalBeginsAboveEverythingAndKnowsWhatIsStored() throws IOException {
        long highest = highest(gateway.accepted);
        gateway.stop();
        Files.delete(file());
        gateway.clock.move(Duration.ofHours(-1));
        gateway.start();

        assertThat(gateway.submitHistory(posts.posts(1, 40))).allMatch(Outcome.Rejected.class::isInstance);
        assertThatTheJournalBeganAnewAbove(highest);
        assertThat(gateway.submit(posts.traffic(41, 60))).allMatch(Outcome.Accepted.class::isInstance);
        gateway.awaitDelivered();
        assertThatNothingIsTwice();
    }

    @Test
    void aJournalWithoutItsTailBeginsAboveWhatTheTargetsHold() throws IOException {
        gateway.stop();
        Files.copy(file(), directory.resolve("copy"));
        gateway.start();
        gateway.submit(posts.traffic(41, 80));
        gateway.awaitDelivered();
        long highest = highest(gateway.accepted);
        gateway.stop();
        Files.copy(directory.resolve("copy"), file(), StandardCopyOption.REPLACE_EXISTING);
        gateway.clock.move(Duration.ofHours(-1));
        gateway.start();

        gateway.eventually(() -> assertThatTheJournalBeganAnewAbove(highest));
        assertThat(gateway.submitHistory(posts.posts(41, 80))).allMatch(Outcome.Rejected.class::isInstance);
        gateway.submit(posts.traffic(81, 99));
        gateway.awaitDelivered();
        assertThatNothingIsTwice();
    }

    @Test
    void aJournalThatWasRestoredTogetherWithTheDatabaseBeginsAboveTheCache() throws IOException {
        gateway.stop();
        Files.copy(file(), directory.resolve("copy"));
        DatabaseCopy backup = DatabaseCopy.of(SERVERS);
        List<MessageEvent> inBackup = List.copyOf(gateway.accepted);
        gateway.start();
        gateway.submit(posts.traffic(41, 80));
        gateway.awaitDelivered();
        Map<Long, Long> heads = new Oracle(gateway.accepted).heads();
        long highest = highest(gateway.accepted);
        gateway.stop();
        Files.copy(directory.resolve("copy"), file(), StandardCopyOption.REPLACE_EXISTING);
        backup.restore();
        gateway.clock.move(Duration.ofHours(-1));
        gateway.start();

        gateway.eventually(() -> assertThatTheJournalBeganAnewAbove(highest));
        gateway.accepted.retainAll(inBackup);
        assertThat(gateway.submit(posts.traffic(41, 80))).allMatch(Outcome.Accepted.class::isInstance);
        gateway.awaitDelivered();
        assertThatNothingIsTwice();
        // Who had read to the end of what is lost reads on from there, and misses nothing.
        heads.forEach((channel, head) -> assertThat(gateway.accepted)
                .filteredOn(event -> event.channelId() == channel && !inBackup.contains(event))
                .isNotEmpty()
                .allMatch(event -> event.position() > head));
    }
}
