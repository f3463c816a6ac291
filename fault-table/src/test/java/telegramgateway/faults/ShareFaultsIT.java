package telegramgateway.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import telegramgateway.local.LocalRabbit;

/** A target needs more of the journal than its share, or comes when its events are long gone. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class ShareFaultsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final World world;

    ShareFaultsIT(World world) {
        this.world = world;
    }

    @Test
    @Tag("slow")
    void deadForLongerThanItsShare() throws Exception {
        world.pushOn();
        new FaultRow(world, 46, "push endpoint dead for longer than its share of the journal").run(_ -> {
            // A journal that this load fills in half a minute: it forgets what others have only when it needs the room.
            world.gateway.set("JOURNAL_MAX_SIZE", "8MB");
            world.gateway.set("JOURNAL_TARGET_SHARE", "10");
            world.gateway.close();
            world.gateway.start();
            world.endpointsNetwork.refuse();
            await("the push to be behind")
                    .atMost(LIMIT)
                    .until(() -> world.gateway
                            .get("/health")
                            .path("tiers")
                            .path("push")
                            .toString()
                            .contains("behind"));
            FaultRow.pass(Duration.ofSeconds(5));
            world.endpointsNetwork.pass();
            world.gateway.set("JOURNAL_MAX_SIZE", null);
            world.gateway.set("JOURNAL_TARGET_SHARE", null);
            world.gateway.close();
            world.gateway.start();
        });
    }

    @Test
    @Tag("slow")
    void addedLater() throws Exception {
        world.pushOff();
        String begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        new FaultRow(world, 48, "push endpoint added later, from the beginning of the row").run(_ -> {
            FaultRow.pass(Duration.ofSeconds(5));
            world.gateway.set("API_START", begin);
            world.pushOn();
            world.gateway.set("API_START", null);
        });
    }

    @Test
    @Tag("slow")
    void switchedOffAndOn() throws Exception {
        assumeTrue(world.rabbit != null, LocalRabbit.MISSING);
        String begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        new FaultRow(world, 47, "bus switched off, and on again from the database").run(_ -> {
            world.gateway.set("RABBITMQ_ENABLED", "false");
            world.gateway.close();
            world.gateway.start();
            FaultRow.pass(Duration.ofSeconds(5));
            world.gateway.set("RABBITMQ_ENABLED", null);
            world.gateway.set("RABBITMQ_START", begin);
            world.gateway.close();
            world.gateway.start();
            world.gateway.set("RABBITMQ_START", null);
        });
    }
}
