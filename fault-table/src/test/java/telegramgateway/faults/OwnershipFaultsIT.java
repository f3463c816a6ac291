package telegramgateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import telegramgateway.local.network.LocalProxy;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageSource;

/** Two gateways for the same channels. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class OwnershipFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long NEVER_SEEN = 9_000_000;
    private static final int UNKNOWING = 50;

    private final World world;

    OwnershipFaultsIT(World world) {
        this.world = world;
    }

    @Test
    @Tag("slow")
    void takenOverWhileCutOff() throws Exception {
        takenOver(45, "channels taken over while their gateway is cut off, and back", world.gatewaysNetwork());
    }

    /** Readers ask Redis first: what the former owner goes on writing there may not reach them. */
    @Test
    @Tag("slow")
    void takenOverWhileStillReachingRedis() throws Exception {
        List<LocalProxy> butRedis = new ArrayList<>(world.gatewaysNetwork());
        butRedis.remove(world.gatewaysRedis);
        takenOver(51, "channels taken over while their gateway still reaches Redis", butRedis);
    }

    /** The worst moment for it: the one who is wrong cannot ask the database, and reaches Redis. */
    @Test
    void givenTheSameChannelsWithoutATakeover() throws Exception {
        new FaultRow(world, 53, "second gateway is given the channels, without a takeover").run(row -> {
            try (LocalProxy secondsDatabase = LocalProxy.to(world.pgBouncer.port());
                    LocalProxy secondsRedis = LocalProxy.to(world.redis.port());
                    GatewayProcess second = new GatewayProcess(
                            Files.createDirectories(world.directory().resolve("second-gateway-53")),
                            withoutBus(secondsDatabase, secondsRedis))) {
                second.start();
                await().atMost(LIMIT)
                        .until(() ->
                                second.get("/health").path("status").asString().equals("healthy"));
                secondsDatabase.refuse();
                for (int i = 0; i < UNKNOWING; i++) {
                    assertThat(observe(second, row, NEVER_SEEN + i)).contains("accepted");
                    FaultRow.pass(Duration.ofMillis(100));
                }
                secondsDatabase.pass();
                await().atMost(LIMIT)
                        .until(() -> second.get("/health").toString().contains("fenced"));
                assertThat(observe(second, row, NEVER_SEEN + UNKNOWING)).contains("rejected fenced");
            }
        });
    }

    private Map<String, String> withoutBus(LocalProxy database, LocalProxy redis) {
        Map<String, String> settings = world.gatewaySettings(redis);
        settings.keySet().removeIf(name -> name.startsWith("RABBITMQ_"));
        settings.put("TIMESCALEDB_PORT", Integer.toString(database.port()));
        return settings;
    }

    private void takenOver(int number, String fault, List<LocalProxy> cut) throws Exception {
        new FaultRow(world, number, fault).run(row -> {
            try (LocalProxy secondsRedis = LocalProxy.to(world.redis.port());
                    GatewayProcess second = new GatewayProcess(
                            Files.createDirectories(world.directory().resolve("second-gateway-" + number)),
                            world.gatewaySettings(secondsRedis))) {
                second.start();
                row.load().pause();
                row.awaitAllArrived();
                cut.forEach(LocalProxy::refuse);
                takeOver(second, row);
                row.load().handTo(second.source());
                row.load().resume();
                // Accepted by one who does not know yet that these are not his channels any more.
                for (int i = 0; i < UNKNOWING; i++) {
                    assertThat(observe(world.gateway, row, NEVER_SEEN + i)).contains("accepted");
                    FaultRow.pass(Duration.ofMillis(100));
                }

                // A bus that comes back before the database would still get what waited for it: it cannot know better.
                world.gatewaysDatabase.pass();
                await().atMost(LIMIT)
                        .until(() -> world.gateway.get("/health").toString().contains("fenced"));
                cut.forEach(LocalProxy::pass);
                assertThat(observe(world.gateway, row, NEVER_SEEN + UNKNOWING)).contains("rejected fenced");

                row.load().pause();
                row.awaitAllArrived();
                takeOver(world.gateway, row);
                row.load().handTo(world.gateway.source());
                row.load().resume();
                FaultRow.pass(Duration.ofSeconds(2));
            }
        });
    }

    /** An edit of a message that the new owner has not seen itself would be a post to it. */
    private static void takeOver(GatewayProcess gateway, FaultRow.Running row) {
        row.load().traffic().leaveOldOnes();
        row.load()
                .traffic()
                .channels()
                .forEach(channel -> assertThat(gateway.post("/takeover?channel=" + channel)
                                .path("taken")
                                .properties())
                        .isNotEmpty());
    }

    /** What the gateway says to a deletion, of a message that must never appear anywhere. */
    private static String observe(GatewayProcess gateway, FaultRow.Running row, long messageId)
            throws IOException, InterruptedException {
        long channel = row.load().traffic().channels().getFirst();
        Instant now = Instant.now();
        byte[] deletion =
                MessageJson.encode(Message.deletion(channel, messageId, now, now, MessageSource.USER, "faults"));
        HttpRequest request = HttpRequest.newBuilder(gateway.source())
                .POST(HttpRequest.BodyPublishers.ofByteArray(deletion))
                .timeout(LIMIT)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
