package telegramgateway.faults;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import telegramgateway.faults.PushEndpoint.Manner;

/** Whoever is pushed to answers badly, or not at all. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class PushFaultsIT {
    /** Long enough for events to use up their tries, which are short here. */
    private static final Duration OUTAGE = Duration.ofSeconds(8);

    private final World world;

    PushFaultsIT(World world) {
        this.world = world;
        world.pushOn();
    }

    @Test
    void refused() throws Exception {
        new FaultRow(world, 31, "push endpoint refuses connections").run(_ -> {
            world.endpointsNetwork.refuse();
            FaultRow.pass(OUTAGE);
            world.endpointsNetwork.pass();
        });
    }

    @Test
    @Tag("slow")
    void internalError() throws Exception {
        answers(32, "push endpoint answers 500", Manner.WITH_500);
    }

    @Test
    @Tag("slow")
    void unauthorized() throws Exception {
        answers(33, "push endpoint answers 401", Manner.WITH_401);
    }

    @Test
    @Tag("slow")
    void timeout() throws Exception {
        answers(34, "push endpoint never answers", Manner.NEVER);
    }

    @Test
    @Tag("slow")
    void slowDrip() throws Exception {
        answers(35, "push endpoint answers byte by byte", Manner.BYTE_BY_BYTE);
    }

    @Test
    @Tag("slow")
    void garbage() throws Exception {
        answers(36, "push endpoint answers with garbage", Manner.WITH_GARBAGE);
    }

    private void answers(int number, String fault, Manner manner) throws Exception {
        new FaultRow(world, number, fault).run(_ -> {
            world.endpoint.answer(manner);
            FaultRow.pass(OUTAGE);
            world.endpoint.answer(Manner.WELL);
        });
    }
}
