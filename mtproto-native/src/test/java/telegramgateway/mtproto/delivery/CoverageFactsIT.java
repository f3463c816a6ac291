package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.mtproto.TestMessages;
import telegramgateway.mtproto.TestServers;
import telegramgateway.mtproto.journal.Facts;
import telegramgateway.mtproto.journal.TargetLane;

/** What the journal knows of message ids reaches the database, with events and without. */
class CoverageFactsIT {
    private static final TestServers SERVERS = TestServers.onSharedPostgres();

    @TempDir
    private Path directory;

    private final MessageDatabase database = new MessageDatabase(SERVERS.dataSource());
    private final Posts posts = new Posts();
    private final long channel = posts.channel(0);
    private GatewayOnServers gateway;

    @BeforeEach
    void start() {
        gateway = new GatewayOnServers(directory, SERVERS, LocalRedis.shared());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private CoverageInterval fact(long lo, long hi, CoverageState state) {
        return CoverageInterval.of(channel, lo, hi, state);
    }

    private void note(CoverageInterval... facts) {
        gateway.journal().facts().note(List.of(facts));
    }

    private void post(long messageId) {
        gateway.submit(List.of(TestMessages.post(channel, messageId, "text")));
    }

    private void awaitCoverage(CoverageInterval... expected) {
        gateway.eventually(
                () -> assertThat(database.coverage(channel, 1, 1_000_000, 100)).containsExactly(expected));
    }

    private long cursor() {
        TargetLane lane = new TargetLane(Facts.TARGET, TargetLane.of(channel));
        return gateway.journal().targets().cursor(lane).position();
    }

    @Test
    void factsWithoutAnEventMoveTheCursorAndNotTheBooks() {
        gateway.eventually(() -> assertThat(gateway.journal().state().ready()).isTrue());
        note(fact(1, 5, CoverageState.ABSENT));
        awaitCoverage(fact(1, 5, CoverageState.ABSENT));
        gateway.eventually(
                () -> assertThat(cursor()).isEqualTo(gateway.journal().state().lastPosition()));

        post(6);
        gateway.awaitDelivered();
        awaitCoverage(fact(1, 5, CoverageState.ABSENT), fact(6, 6, CoverageState.STORED));
        assertThat(gateway.books(DatabaseTarget.NAME).delivered()).isEqualTo(1);
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void factsAmongEventsComeWithThem() {
        post(1);
        gateway.awaitDelivered();
        gateway.stopDelivery();
        note(fact(2, 3, CoverageState.ABSENT));
        post(4);
        note(fact(5, 6, CoverageState.ABSENT));
        gateway.stop();
        gateway.start();

        awaitCoverage(
                fact(1, 1, CoverageState.STORED),
                fact(2, 3, CoverageState.ABSENT),
                fact(4, 4, CoverageState.STORED),
                fact(5, 6, CoverageState.ABSENT));
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void aDatabaseThatWentBackGetsThemOnceMore() {
        post(1);
        gateway.awaitDelivered();
        DatabaseCopy backup = DatabaseCopy.of(SERVERS);
        note(fact(2, 3, CoverageState.ABSENT));
        awaitCoverage(fact(1, 1, CoverageState.STORED), fact(2, 3, CoverageState.ABSENT));
        backup.restore();

        awaitCoverage(fact(1, 1, CoverageState.STORED), fact(2, 3, CoverageState.ABSENT));
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void whatIsKnownOfAnotherGatewaysChannelIsLeftToIt() {
        post(1);
        gateway.awaitDelivered();
        try (GatewayOnServers second =
                new GatewayOnServers(directory.resolve("second"), SERVERS, LocalRedis.shared())) {
            second.eventually(() -> assertThat(second.journal().state().ready()).isTrue());
            long own = new Posts().channel(0);
            second.journal().facts().note(List.of(fact(2, 9, CoverageState.ABSENT)));
            second.journal().facts().note(List.of(CoverageInterval.of(own, 1, 2, CoverageState.ABSENT)));
            second.eventually(() -> assertThat(database.coverage(own, 1, 9, 9)).hasSize(1));
            second.eventually(
                    () -> assertThat(second.journal().ownership().fenced()).containsExactly(channel));
            second.eventually(
                    () -> assertThat(second.problem(DatabaseTarget.NAME)).isEqualTo("none"));
        }
        awaitCoverage(fact(1, 1, CoverageState.STORED));
    }
}
