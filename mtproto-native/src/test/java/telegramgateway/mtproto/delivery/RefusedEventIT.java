package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.mtproto.TestMessages;
import telegramgateway.mtproto.TestServers;

/** The database refuses an event for good: in these tests every message with a certain text. */
class RefusedEventIT {
    private static final TestServers SERVERS = TestServers.onSharedPostgres();
    private static final String REFUSED_TEXT = "refused";

    @TempDir
    private Path directory;

    private final Posts posts = new Posts();
    private GatewayOnServers gateway;

    @BeforeAll
    static void refuse() {
        SERVERS.execute("ALTER TABLE telegram_gateway.messages ADD CHECK (text <> '" + REFUSED_TEXT + "')");
    }

    @BeforeEach
    void start() {
        gateway = new GatewayOnServers(directory, SERVERS, LocalRedis.shared());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Message refused(long id) {
        return TestMessages.post(posts.channel(id), id, REFUSED_TEXT);
    }

    private Oracle withoutRefused() {
        return new Oracle(gateway.accepted.stream()
                .filter(event -> !event.message().text().equals(REFUSED_TEXT))
                .toList());
    }

    @Test
    void isParkedAloneAndAllOthersOfItsBatchAreStored() {
        gateway.submit(posts.posts(1, 4));
        gateway.awaitDelivered();
        gateway.stopDelivery();
        List<Message> batch = new ArrayList<>(posts.posts(5, 120));
        batch.add(60, refused(1_000));
        batch.add(61, refused(1_004));
        batch.add(refused(1_001));
        gateway.submit(batch);
        gateway.stop();
        gateway.start();
        gateway.awaitDelivered();

        assertThat(gateway.parked())
                .extracting(parked -> parked.target() + " " + parked.messageId())
                .containsExactlyInAnyOrder("database 1000", "database 1004", "database 1001");
        assertThat(gateway.parked())
                .allSatisfy(parked -> assertThat(parked.reason()).contains("SQLSTATE 23514"));
        assertThat(gateway.books(DatabaseTarget.NAME).parked()).isEqualTo(3);
        withoutRefused().assertThatTheDatabaseIsEqual(SERVERS);
        gateway.assertThatTheBooksBalance();
        assertThat(gateway.books(CacheTarget.NAME).parked()).isZero();
        for (long id : List.of(1_000L, 1_001L, 1_004L)) {
            assertThat(refusedIds(id))
                    .as("in the ledger, or it would be asked for for ever")
                    .isEqualTo(1);
        }
    }

    @Test
    void isRefusedInTheLedgerOfADatabaseThatWentBackToo() {
        gateway.submit(posts.posts(1, 4));
        gateway.awaitDelivered();
        DatabaseCopy backup = DatabaseCopy.of(SERVERS);
        gateway.submit(List.of(refused(6)));
        gateway.eventually(() -> assertThat(refusedIds(6)).isEqualTo(1));
        backup.restore();
        gateway.eventually(() -> assertThat(refusedIds(6)).isEqualTo(1));
        gateway.assertThatTheBooksBalance();
    }

    private long refusedIds(long id) {
        return SERVERS.number("SELECT count(*) FROM telegram_gateway.channel_coverage WHERE channel_id = "
                + posts.channel(id) + " AND state = 'refused' AND reason = 'parked' AND " + id + " BETWEEN lo AND hi");
    }

    @Test
    void staysParkedWhenTheGatewayStartsAgain() {
        gateway.submit(List.of(refused(2)));
        gateway.awaitDelivered();
        gateway.stop();
        gateway.start();
        gateway.submit(posts.posts(5, 9));
        gateway.awaitDelivered();

        assertThat(gateway.parked())
                .singleElement()
                .satisfies(parked -> assertThat(parked.messageId()).isEqualTo(2));
        withoutRefused().assertThatTheDatabaseIsEqual(SERVERS);
        gateway.assertThatTheBooksBalance();
        assertThat(gateway.accepted).extracting(MessageEvent::messageId).contains(2L);
    }
}
