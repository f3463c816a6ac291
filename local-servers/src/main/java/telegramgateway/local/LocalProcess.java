package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import java.util.stream.Stream;

/**
 * A child process that cannot outlive this JVM: the kernel signals it when the JVM ends, however it ends. It has a
 * session of its own, so Ctrl-C in a terminal reaches only the JVM, which stops its children in order. Standard output
 * and error go to a file. Safe for use by several threads.
 */
public final class LocalProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR");
    private static final int LOG_TAIL_BYTES = 4_000;
    private static final long BYTES_PER_KIBIBYTE = 1024;

    // The kernel's signal comes when the *thread* that forked the child ends, so one immortal thread forks them all.
    private static final ExecutorService FORKING = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("local-process-parent").daemon().factory());

    private final Process process;
    private final Path log;

    private LocalProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
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

    public long pid() {
        return process.pid();
    }

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

    /** SIGKILL, as a power cut would be for this process. Returns when it is gone. */
    public void kill() {
        stop("KILL");
    }

    void stop(String signal) {
        if (!process.isAlive()) {
            return;
        }
        signal(signal);
        // One that is paused would keep the signal waiting.
        signalAll("CONT");
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a signal, for example {@code STOP} and {@code CONT} for a process that hangs. */
    public void signal(String name) {
        send(name, Stream.of(pid()));
    }

    /** Sends a signal to it and to every process that it has started, such as the sessions of a database. */
    public void signalAll(String name) {
        send(name, Stream.concat(Stream.of(pid()), process.descendants().map(ProcessHandle::pid)));
    }

    private static void send(String name, Stream<Long> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        pids.map(String::valueOf).forEach(command::add);
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The most memory that the process has held so far, in bytes (VmHWM); 0 when it is gone. */
    public long peakMemoryBytes() {
        return peakMemoryBytes(pid());
    }

    /** The same of any process. */
    public static long peakMemoryBytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIBIBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** The end of what the process has written, for error messages. */
    public String logTail() {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = Math.max(0, bytes.length - LOG_TAIL_BYTES);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }
}
