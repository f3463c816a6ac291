package telegramgateway.faults;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every server is away at the same time. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class EverythingFaultsIT {
    private final World world;

    EverythingFaultsIT(World world) {
        this.world = world;
    }

    @Test
    @Timeout(600)
    @Tag("slow")
    void allAtOnce() throws Exception {
        world.pushOn();
        new FaultRow(world, 49, "all servers and the push endpoint away for 60 s").run(row -> {
            world.endpointsNetwork.refuse();
            world.redis.stop();
            if (world.rabbit != null) {
                world.rabbit.stop();
            }
            world.pgBouncer.stop();
            world.postgres.stop();
            FaultRow.pass(Duration.ofSeconds(60));
            world.postgres.restart();
            world.pgBouncer.restart();
            if (world.rabbit != null) {
                world.rabbit.restart();
            }
            world.redis.restart();
            world.endpointsNetwork.pass();
            // A push comes one by one per channel: beside the load it would catch up for minutes on a slow machine.
            row.load().pause();
            row.awaitAllArrived();
            row.load().resume();
        });
        world.pushOff();
    }
}
