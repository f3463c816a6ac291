package telegramgateway.tpcapital.push;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many requests are left to each client of this process. Safe for use by many threads. */
final class RateLimits {
    /** Who has not come for the longest time is forgotten beyond, which gives him a full allowance. */
    private static final int MAX_CLIENTS = 10_000;

    private final PushSettings settings;
    private final TimeMeter clock;
    private final Map<String, Bucket> clients = new LinkedHashMap<>();
    private final @Nullable Bucket gateway;

    RateLimits(PushSettings settings, TimeMeter clock) {
        this.settings = settings;
        this.clock = clock;
        gateway = bucket(settings.gatewayMax());
    }

    /** Takes one request off. Returns how long to wait when there is none left; else zero. */
    Duration ofGateway() {
        return take(gateway);
    }

    /** The same for a client without the gateway's token. */
    Duration ofClient(String address) {
        return take(settings.clientMax() == 0 ? null : known(address));
    }

    private synchronized @Nullable Bucket known(String address) {
        Bucket bucket = clients.remove(address);
        if (bucket == null) {
            bucket = bucket(settings.clientMax());
            if (clients.size() >= MAX_CLIENTS) {
                clients.remove(clients.keySet().iterator().next());
            }
        }
        if (bucket != null) {
            clients.put(address, bucket); // last in the order of use
        }
        return bucket;
    }

    private @Nullable Bucket bucket(int max) {
        if (max == 0) {
            return null;
        }
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(max).refillGreedy(max, settings.window()))
                .withCustomTimePrecision(clock)
                .build();
    }

    private static Duration take(@Nullable Bucket bucket) {
        if (bucket == null) {
            return Duration.ZERO;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }
}
