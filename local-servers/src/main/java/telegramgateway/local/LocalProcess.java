package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A child process that cannot outlive this JVM: the kernel signals it when the JVM ends, however it ends. It has a
 * session of its own, so Ctrl-C in a terminal reaches only the JVM, which stops its children in order. Standard output
 * and error go to a file. Safe for use by several threads.
 */
public final class LocalProcess extends ServerProcess implements AutoCloseable {

    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR");

    // The kernel's signal comes when the *thread* that forked the child ends, so one immortal thread forks them all.
    private static final ExecutorService FORKING = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("local-process-parent").daemon().factory());

    private final Process process;

    private LocalProcess(Process process, Path log) {
        super(process.pid(), log);
        this.process = process;
    }

    /**
     * Starts {@code command}. Of this JVM's environment it gets only what every program needs (PATH, HOME, LANG,
     * TMPDIR), so that it does the same whoever starts it.
     *
     * @param environment what it gets besides
     * @param log standard output and error are appended to this file
     * @throws UncheckedIOException when the program cannot be started
     */
    public static LocalProcess start(List<String> command, Map<String, String> environment, Path log) {
        return start(command, environment, log, List.of("--pdeathsig", "KILL"));
    }

    static LocalProcess start(
            List<String> command, Map<String, String> environment, Path log, List<String> privileges) {
        List<String> guarded = new ArrayList<>(List.of("setsid", "setpriv"));
        guarded.addAll(privileges);
        guarded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(guarded)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        return new LocalProcess(fork(builder::start), log);
    }

    private static Process fork(Callable<Process> start) {
        try {
            return FORKING.submit(start).get();
        } catch (ExecutionException e) {
            throw new UncheckedIOException("cannot start a process", new IOException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting a process", e);
        }
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * The exit status, once the process has ended within {@code limit}.
     *
     * @throws IllegalStateException when it runs on
     */
    public int awaitExit(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("process " + pid() + " has not ended within " + limit);
    }

    /** Asks the process to end (SIGTERM), waits, and kills it when it does not. Returns when it is gone. */
    @Override
    public void close() {
        stop("TERM");
    }

    @Override
    boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
