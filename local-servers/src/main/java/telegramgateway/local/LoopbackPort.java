package telegramgateway.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Claims TCP ports of 127.0.0.1 for the life of this JVM, so that a stopped server finds its port free again although
 * other JVMs look for ports at the same time.
 *
 * <p>The claim is a socket bound to the same port of 127.0.0.2: the kernel releases it however the JVM ends. The ports
 * lie below the range from which Linux takes the ports of outgoing connections. Safe for use by several threads.
 */
public final class LoopbackPort {

    private static final int LOWEST = 20_000;
    private static final int COUNT = 12_000;
    private static final List<ServerSocket> CLAIMS = new ArrayList<>();

    private LoopbackPort() {}

    /**
     * A port that nobody listens on and no other JVM claims.
     *
     * @throws IllegalStateException when all are taken
     */
    public static synchronized int claim() {
        int start = ThreadLocalRandom.current().nextInt(COUNT);
        for (int tried = 0; tried < COUNT; tried++) {
            int port = LOWEST + (start + tried) % COUNT;
            if (claim(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + (LOWEST + COUNT));
    }

    /**
     * The same for a server that needs two ports.
     *
     * @param distance of its other port above the one that is returned, less than 12,000
     */
    static synchronized int claimWith(int distance) {
        int candidates = COUNT - distance;
        int start = ThreadLocalRandom.current().nextInt(candidates);
        for (int tried = 0; tried < candidates; tried++) {
            int port = LOWEST + (start + tried) % candidates;
            if (claim(port) && claim(port + distance)) {
                return port;
            }
        }
        throw new IllegalStateException("no two free ports at a distance of " + distance);
    }

    /** Whether nobody listens on this port of 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = bind("127.0.0.1", port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean claim(int port) {
        try {
            ServerSocket claim = bind("127.0.0.2", port);
            if (isFree(port)) {
                CLAIMS.add(claim);
                return true;
            }
            claim.close();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket bind(String address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // A port whose last connections linger in TIME_WAIT is free: every server sets this option.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port), 1);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
