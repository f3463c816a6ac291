package telegramgateway.tpcapital.intake;

import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * What all followers share.
 *
 * @param turns to write a page; fewer than the pool has connections, so that readers always find one
 */
record FollowerTools(
        IntakeStores stores,
        IntakeOptions options,
        IntakeMetrics metrics,
        Semaphore turns,
        InstantSource clock,
        RandomGenerator random) {}
