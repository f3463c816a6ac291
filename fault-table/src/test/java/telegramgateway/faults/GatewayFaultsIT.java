package telegramgateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** mtproto-native is killed, and told to end. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class GatewayFaultsIT {
    private static final int KILLS = 20;
    private static final int UNTIL_KILL_MS_MAX = 1_500;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final World world;
    private final SplittableRandom random = new SplittableRandom();

    GatewayFaultsIT(World world) {
        this.world = world;
    }

    @Test
    @Tag("slow")
    @Timeout(1200)
    void gatewayKilled() throws Exception {
        new FaultRow(world, 1, "mtproto-native killed at 20 random instants").run(row -> {
            for (int kill = 0; kill < KILLS; kill++) {
                long confirmed = row.load().confirmed();
                world.gateway.kill();
                world.gateway.start();
                await().atMost(LIMIT).until(() -> row.load().confirmed() > confirmed);
                FaultRow.pass(Duration.ofMillis(random.nextInt(UNTIL_KILL_MS_MAX)));
            }
        });
    }

    @Test
    @Tag("slow")
    void toldToEndWhileEverythingHangs() throws Exception {
        new FaultRow(world, 50, "mtproto-native told to end, every server hanging").run(_ -> {
            // A run that records its classes ends late; this one is not the first.
            world.gateway.close();
            world.gateway.start();
            world.gatewaysRedis.hang();
            world.postgres.process().signalAll("STOP");
            if (world.rabbit != null) {
                world.rabbit.process().signalAll("STOP");
            }
            FaultRow.pass(Duration.ofSeconds(3));
            long said = Files.size(world.gateway.log());
            AtomicBoolean shuttingDown = new AtomicBoolean();
            Instant told = Instant.now();
            world.gateway.process().signal("TERM");
            await().pollInterval(Duration.ofMillis(50)).atMost(STOP_LIMIT).until(() -> {
                shuttingDown.compareAndSet(
                        false, world.gateway.get("/health").path("shuttingDown").asBoolean(false));
                return !world.gateway.process().isAlive();
            });
            assertThat(Duration.between(told, Instant.now())).isLessThan(STOP_LIMIT);
            assertThat(shuttingDown).isTrue();
            assertThatItSaidWhatIsPending(Files.readString(world.gateway.log()).substring((int) said));

            world.postgres.process().signalAll("CONT");
            if (world.rabbit != null) {
                world.rabbit.process().signalAll("CONT");
            }
            world.gatewaysRedis.pass();
            world.gateway.start();
        });
    }

    private static void assertThatItSaidWhatIsPending(String log) {
        assertThat(log).contains("Stopped target cache: ", "Stopped target database: ");
        assertThat(log.indexOf("The sources have stopped")).isBetween(0, log.indexOf("Stopped target"));
        assertThat(log).doesNotContain("Stopped target database: 0 pending");
    }
}
