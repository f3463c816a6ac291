package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.TestServers;
import telegramgateway.mtproto.intake.Outcome;
import telegramgateway.mtproto.journal.ParkedEvent;

/** Two gateways that claim the same channels, on the same database and the same Redis. */
class FencingIT {
    private static final TestServers SERVERS = TestServers.onSharedPostgres();
    private static final int GROUP = 40;

    @TempDir
    private Path directory;

    private final Posts posts = new Posts();
    private GatewayOnServers first;
    private GatewayOnServers second;

    @BeforeEach
    void start() {
        first = new GatewayOnServers(directory.resolve("first"), SERVERS, LocalRedis.shared());
        second = new GatewayOnServers(directory.resolve("second"), SERVERS, LocalRedis.shared());
        first.submit(posts.traffic(1, GROUP));
        first.awaitDelivered();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private Long[] channels() {
        return LongStream.range(0, Posts.CHANNELS).mapToObj(posts::channel).toArray(Long[]::new);
    }

    private List<MessageEvent> delivered(GatewayOnServers gateway) {
        List<Long> fenced = gateway.parked(10_000).stream()
                .filter(parked -> parked.target().equals(DatabaseTarget.NAME))
                .map(ParkedEvent::position)
                .toList();
        return List.copyOf(gateway.accepted).stream()
                .filter(event -> !fenced.contains(event.position()))
                .toList();
    }

    /** Every event of both that was not parked, and of no channel one gateway's between the other's. */
    private void assertThatNothingIsInterleaved() {
        List<MessageEvent> all = new ArrayList<>(delivered(first));
        all.addAll(delivered(second));
        new Oracle(all).assertThatTheDatabaseIsEqual(SERVERS);
        assertThat(SERVERS.number("SELECT count(*) FROM (SELECT gateway IS DISTINCT FROM lag(gateway)"
                        + " OVER (PARTITION BY channel_id ORDER BY position) AS changes FROM"
                        + " telegram_gateway.message_events WHERE channel_id <= " + posts.channel(0)
                        + " AND channel_id > " + (posts.channel(0) - Posts.CHANNELS) + ") steps WHERE changes"))
                .as("changes of the writer")
                .isLessThanOrEqualTo(2L * Posts.CHANNELS);
        first.assertThatTheBooksBalance();
        second.assertThatTheBooksBalance();
    }

    @Test
    void theSecondWhoClaimsAChannelStopsForItAndGoesOnWithItsOthers() {
        Posts own = new Posts();
        List<Message> both = new ArrayList<>(posts.posts(1_001, 1_040));
        both.addAll(own.posts(1, 40));
        second.submit(both);
        second.awaitDelivered(DatabaseTarget.NAME);

        assertThat(second.journal().ownership().fenced()).containsExactlyInAnyOrder(channels());
        assertThat(second.parked(1_000)).allMatch(parked -> parked.reason().equals("fenced"));
        assertThat(second.books(DatabaseTarget.NAME).parked()).isEqualTo(40);
        assertThat(second.submit(posts.posts(2_001, 2_004))).containsOnly(new Outcome.Rejected("fenced"));
        assertThat(second.submit(own.posts(41, 44))).allMatch(Outcome.Accepted.class::isInstance);
        first.submit(posts.traffic(41, 80));
        first.awaitDelivered();
        second.awaitDelivered();
        assertThatNothingIsInterleaved();
    }

    @Test
    void whoIsTakenOverWhileItIsCutOffDeliversNothingMoreWhenItComesBack() {
        first.stopDelivery();
        List<Outcome> late = first.submit(posts.traffic(41, 80));
        assertThat(second.takeOver(channels()))
                .hasSize(Posts.CHANNELS)
                .allSatisfy((_, epoch) -> assertThat(epoch).isEqualTo(1));
        second.submit(posts.traffic(41, 80));
        second.awaitDelivered();
        first.stop();
        first.start();
        first.eventually(
                () -> assertThat(first.books(DatabaseTarget.NAME).pending()).isZero());
        second.submit(posts.traffic(81, 120));
        second.awaitDelivered();

        assertThat(first.books(DatabaseTarget.NAME).parked()).isEqualTo(late.size());
        assertThat(first.journal().ownership().fenced()).containsExactlyInAnyOrder(channels());
        assertThatNothingIsInterleaved();
    }

    @Test
    void aTakeoverUnderLoadMixesNothing() {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            for (int from = 41; !enough.get(); from += GROUP) {
                first.submit(posts.traffic(from, from + GROUP - 1));
            }
        });
        first.eventually(() -> assertThat(first.accepted).hasSizeGreaterThan(2_000));
        second.takeOver(channels());
        second.submit(posts.traffic(1_000_001, 1_000_400));
        second.awaitDelivered();
        first.eventually(() -> assertThat(first.journal().ownership().fenced()).hasSize(Posts.CHANNELS));
        enough.set(true);
        load.join();
        first.awaitDelivered(DatabaseTarget.NAME);

        assertThatNothingIsInterleaved();
    }

    @Test
    void aTakeoverThatFailedHalfWayIsRepeatedAlsoAfterARestart() {
        try (LocalRedis redis = LocalRedis.start();
                GatewayOnServers third = new GatewayOnServers(directory.resolve("third"), SERVERS, redis)) {
            redis.stop();
            assertThatThrownBy(() -> third.takeOver(channels())).isInstanceOf(StoreUnavailableException.class);
            assertThat(third.submit(posts.posts(1_001, 1_004))).containsOnly(new Outcome.Rejected("fenced"));
            third.stop();
            redis.restart();
            third.start();

            assertThat(third.journal().ownership().fenced()).containsExactlyInAnyOrder(channels());
            assertThat(third.takeOver(channels())).hasSize(Posts.CHANNELS).containsValue(2L);
            assertThat(third.submit(posts.posts(1_001, 1_004))).allMatch(Outcome.Accepted.class::isInstance);
            third.awaitDelivered();
            assertThat(third.books(DatabaseTarget.NAME).parked()).isZero();
        }
    }

    @Test
    void whoTakesItsChannelsBackAcceptsAgainAboveWhatTheOtherWrote() {
        second.takeOver();
        second.submit(posts.traffic(41, 80));
        second.awaitDelivered();
        first.submit(posts.traffic(81, 120));
        first.awaitDelivered(DatabaseTarget.NAME);
        assertThat(first.takeOver(channels())).hasSize(Posts.CHANNELS).containsValue(2L);
        // What was fenced is new to the database: it comes again from its source.
        List<Outcome> again = first.submitHistory(posts.imported(81, 120));
        first.awaitDelivered(DatabaseTarget.NAME);
        second.submit(posts.posts(121, 124));
        second.awaitDelivered(DatabaseTarget.NAME);

        assertThat(again).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(first.journal().ownership().fenced()).isEmpty();
        assertThat(second.journal().ownership().fenced()).hasSize(Posts.CHANNELS);
        List<MessageEvent> all = new ArrayList<>(delivered(first));
        all.addAll(delivered(second));
        new Oracle(all).assertThatTheDatabaseIsEqual(SERVERS);
        assertThat(first.takeOver(channels())).as("nothing is left to take").isEmpty();
    }

    @Test
    void aGatewayWhoseJournalIsLostStaysTheOwner() throws IOException {
        second.takeOver();
        second.submit(posts.traffic(41, 80));
        second.awaitDelivered();
        second.stop();
        try (var files = Files.list(directory.resolve("second"))) {
            for (Path file : files.filter(it -> it.getFileName().toString().startsWith("journal.db"))
                    .toList()) {
                Files.delete(file);
            }
        }
        second.start();
        second.submit(posts.traffic(81, 120));
        second.awaitDelivered();

        assertThat(second.journal().ownership().fenced()).isEmpty();
        new Oracle(List.copyOf(Stream.concat(first.accepted.stream(), second.accepted.stream())
                        .toList()))
                .assertThatTheDatabaseIsEqual(SERVERS);
    }
}
