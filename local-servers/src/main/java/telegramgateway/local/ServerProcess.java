package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A running program: a child of this JVM, or the first process of a container, which this machine sees as its own. It
 * ends with this JVM, and writes its standard output and error to a file. Safe for use by several threads.
 */
public abstract sealed class ServerProcess permits LocalProcess, LocalContainer {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int LOG_TAIL_BYTES = 4_000;
    private static final long BYTES_PER_KIBIBYTE = 1024;

    private final long pid;
    private final Path log;

    ServerProcess(long pid, Path log) {
        this.pid = pid;
        this.log = log;
    }

    public long pid() {
        return pid;
    }

    public abstract boolean isAlive();

    /** Whether it ends within this time. */
    abstract boolean endsWithin(Duration limit);

    /** Ends it by this signal, paused or not, or by force when that takes too long. Returns when it is gone. */
    void stop(String signal) {
        if (!isAlive()) {
            return;
        }
        signal(signal);
        // One that is paused would keep the signal waiting.
        signalAll("CONT");
        if (!endsWithin(STOP_LIMIT)) {
            signal("KILL");
            endsWithin(STOP_LIMIT);
        }
    }

    /** SIGKILL, as a power cut would be for this process. Returns when it is gone. */
    public void kill() {
        stop("KILL");
    }

    /** Sends a signal, for example {@code STOP} and {@code CONT} for a process that hangs. */
    public void signal(String name) {
        send(name, Stream.of(pid));
    }

    /** Sends a signal to it and to every process that it has started, such as the sessions of a database. */
    public void signalAll(String name) {
        Stream<ProcessHandle> descendants = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants);
        send(name, Stream.concat(Stream.of(pid), descendants.map(ProcessHandle::pid)));
    }

    private void send(String name, Stream<Long> pids) {
        if (!isAlive()) {
            return; // the id may be another's by now
        }
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
        return peakMemoryBytes(pid);
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
        return tail(log);
    }

    static String tail(Path log) {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = Math.max(0, bytes.length - LOG_TAIL_BYTES);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }
}
