package telegramgateway.mtproto.delivery;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Does the same with several things at once, one thread each, and waits for all of them. */
final class SideBySide {
    private SideBySide() {}

    /** What is done with each. */
    interface Work<T> {
        void with(T thing) throws InterruptedException;
    }

    /** @throws RuntimeException the first that one of them threw, after all have ended */
    static <T> void run(Collection<T> things, Work<T> work) throws InterruptedException {
        if (things.isEmpty()) {
            return;
        }
        List<Callable<Boolean>> tasks = things.stream()
                .<Callable<Boolean>>map(thing -> () -> {
                    work.with(thing);
                    return true;
                })
                .toList();
        RuntimeException first = null;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                RuntimeException failure = failure(done);
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException failure(Future<Boolean> done) throws InterruptedException {
        try {
            done.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
