package telegramgateway.message.cache;

import java.time.Instant;
import java.time.InstantSource;

/** The true time of a simulation, and the gateway's clock, which somebody may set. */
final class SimulatedTime implements InstantSource {
    private static final long START_MILLIS =
            Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();

    private long passed;
    private long gatewayOffset;

    /** True milliseconds since the start. */
    long now() {
        return passed;
    }

    void pass(long millis) {
        passed += millis;
    }

    String setGatewayClock(long byMillis) {
        gatewayOffset += byMillis;
        return "by " + byMillis + " ms";
    }

    /** What the gateway's clock shows. */
    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return START_MILLIS + passed + gatewayOffset;
    }
}
