package telegramgateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * One row of the table: load and pollers run, the fault strikes and ends, everything recovers, the load stops, and
 * every tier is compared with what was written. A recovery that takes longer than {@link #LOADED_RECOVERY} goes on
 * without the load: how fast everything catches up beside it, on the same cores, is a benchmark's question.
 */
final class FaultRow {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LOADED_RECOVERY = Duration.ofSeconds(10);
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(200);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LOOK_AT_EVERYTHING = Duration.ofMillis(500);

    private final World world;
    private final int number;
    private final String fault;

    /** What happens between the first and the last second of the load; ends with everything mended. */
    interface Strike {
        void run(Running row) throws Exception;
    }

    /** What runs while a fault strikes. */
    record Running(Load load, Poller poller, Checks checks) {

        /** Waits until every tier and every reader has all that was handed over so far. */
        void awaitAllArrived() {
            await("everything to arrive")
                    .pollInterval(LOOK_AT_EVERYTHING)
                    .atMost(RECOVERY_LIMIT)
                    .untilAsserted(() -> assertThat(checks.missing(poller)).isEmpty());
        }
    }

    FaultRow(World world, int number, String fault) {
        this.world = world;
        this.number = number;
        this.fault = fault;
    }

    void run(Strike strike) throws Exception {
        Traffic traffic = new Traffic(number, number, Instant.now());
        Checks checks = new Checks(world, traffic);
        long repeatedBefore = repeated();
        try (Poller poller = world.poller(traffic.channels())) {
            double recovery;
            Duration duration;
            try (Load load = new Load(traffic, world.gateway.source())) {
                pass(WARM_UP);
                strike.run(new Running(load, poller, checks));
                long healed = System.nanoTime();
                await(fault + ": recovery")
                        .pollInterval(LOOK)
                        .atMost(RECOVERY_LIMIT)
                        .until(() -> {
                            if (System.nanoTime() - healed > LOADED_RECOVERY.toNanos()) {
                                load.pause();
                            }
                            return isRecovered();
                        });
                recovery = (System.nanoTime() - healed) / 1e9;
                load.resume();
                pass(AFTERWARDS);
                load.finish();
                duration = load.active();
            }
            Map<String, Long> missing = new TreeMap<>();
            try {
                await().pollInterval(LOOK_AT_EVERYTHING).atMost(RECOVERY_LIMIT).untilAsserted(() -> {
                    missing.clear();
                    missing.putAll(checks.missing(poller));
                    assertThat(missing).as("missing").isEmpty();
                });
            } finally {
                FaultTable.add(new FaultTable.Row(
                        number,
                        fault,
                        traffic.size(),
                        traffic.size() * 1_000 / duration.toMillis(),
                        missing.values().stream().mapToLong(count -> count).sum(),
                        repeated() - repeatedBefore,
                        recovery));
            }
            checks.assertThatEveryTierHasExactlyWhatWasWritten(poller);
            checks.assertThatTheBooksBalance();
        }
    }

    private long repeated() {
        return world.published.repeated() + world.pushed.repeated();
    }

    /** Lets the fault last so long: the load and the pollers go on. */
    static void pass(Duration duration) throws InterruptedException {
        new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isRecovered() {
        if (!world.isHealthy()) {
            return false;
        }
        JsonNode targets = world.gateway.journal().path("targets");
        return !targets.isMissingNode()
                && targets.valueStream()
                        .allMatch(target -> target.path("pending").asLong() <= Load.PER_SECOND);
    }
}
