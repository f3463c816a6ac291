package telegramgateway.acceptance.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The services themselves are killed. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class GatewayFaultsIT {
    private static final int KILLS = 20;
    private static final int CONSUMER_KILLS = 3;
    private static final int UNTIL_KILL_MS_MAX = 1_500;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final World world;
    private final SplittableRandom random = new SplittableRandom();

    GatewayFaultsIT(World world) {
        this.world = world;
    }

    @Test
    @Tag("slow")
    @Timeout(600)
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
    void consumerKilledBeforeItsCursor() throws Exception {
        new FaultRow(world, 3, "tp-capital-consumer killed before its cursor moved").run(_ -> {
            for (int kill = 0; kill < CONSUMER_KILLS; kill++) {
                world.consumer.kill();
                world.consumer.start();
                FaultRow.pass(Duration.ofMillis(random.nextInt(UNTIL_KILL_MS_MAX)));
            }
        });
    }
}
