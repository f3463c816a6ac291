package telegramgateway.acceptance.faults;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("faults")
@ExtendWith(WithWorld.class)
class RedisFaultsIT {
    private final World world;

    RedisFaultsIT(World world) {
        this.world = world;
    }

    @Test
    void stopped() throws Exception {
        new FaultRow(world, 4, "Redis stopped for 30 s").run(() -> {
            world.redis.stop();
            FaultRow.pass(Duration.ofSeconds(30));
            world.redis.restart();
        });
    }

    @Test
    void restartedEmpty() throws Exception {
        new FaultRow(world, 5, "Redis restarted empty").run(world.redis::restart);
    }

    @Test
    void hangs() throws Exception {
        new FaultRow(world, 13, "Redis hangs for 10 s without closing a connection").run(() -> {
            world.gatewaysRedis.hang();
            world.apisRedis.hang();
            world.consumersRedis.hang();
            FaultRow.pass(Duration.ofSeconds(10));
            world.gatewaysRedis.pass();
            world.apisRedis.pass();
            world.consumersRedis.pass();
        });
    }
}
