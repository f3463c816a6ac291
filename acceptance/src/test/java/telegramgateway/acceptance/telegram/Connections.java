package telegramgateway.acceptance.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import telegramgateway.demo.ServiceProcess;

/**
 * Watches whom a process connects to, by the kernel's tables (proc(5)). An attempt at an address that does not answer
 * stays there for seconds.
 */
final class Connections implements AutoCloseable {
    private static final long BETWEEN_LOOKS_NANOS = 10_000_000;
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");
    private static final Set<String> NOBODY = Set.of("00000000", "0".repeat(32));
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private final Path process;
    private final Set<String> elsewhere = ConcurrentHashMap.newKeySet();
    private final AtomicInteger looks = new AtomicInteger();
    private final Thread watcher;
    private volatile boolean closed;

    private Connections(Path process) {
        this.process = process;
        watcher = Thread.ofPlatform().daemon().name("connections").start(this::watch);
    }

    static Connections of(ServiceProcess service) {
        return new Connections(Path.of("/proc", Long.toString(service.pid())));
    }

    private void watch() {
        while (!closed) {
            look();
            looks.incrementAndGet();
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private void look() {
        Set<String> sockets = sockets();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            try {
                Files.readAllLines(process.resolve("net").resolve(table)).stream()
                        .skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(columns -> sockets.contains("socket:[" + columns[INODE] + "]"))
                        .map(columns -> columns[REMOTE])
                        .filter(remote -> {
                            String address = remote.substring(0, remote.indexOf(':'));
                            return !LOOPBACK.contains(address) && !NOBODY.contains(address);
                        })
                        .forEach(elsewhere::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Set<String> sockets() {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            files.forEach(file -> {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (IOException _) {
                    // Closed since it was listed.
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sockets;
    }

    /** Everybody but this machine, as the kernel writes addresses. */
    Set<String> elsewhere() {
        return elsewhere;
    }

    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
    }
}
