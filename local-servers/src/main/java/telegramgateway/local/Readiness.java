package telegramgateway.local;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until a server that has just been started answers. */
final class Readiness {

    /** A broker needs seconds, and more than a minute where others fill the cores. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Readiness() {}

    static void await(String server, ServerProcess process, BooleanSupplier answers) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!answers.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(server + " ended while starting:\n" + process.logTail());
            }
            if (System.nanoTime() > deadline) {
                process.kill();
                throw new IllegalStateException(server + " does not answer after " + LIMIT + ":\n" + process.logTail());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Waits until several servers have come together; one that does not answer has not. */
    static void await(String state, Duration limit, BooleanSupplier reached) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isReached(reached)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not reached within " + limit + ": " + state);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isReached(BooleanSupplier state) {
        try {
            return state.getAsBoolean();
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
