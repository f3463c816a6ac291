package telegramgateway.simulator.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections on a port of 127.0.0.1. The port stays the same while it refuses, but another program could take it
 * then. Safe for use by several threads.
 */
public final class Listener implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final Consumer<Socket> served;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private @Nullable ServerSocket server;

    /**
     * Begins to take connections.
     *
     * @param port 0 for a free one
     * @param served called on a thread of its own for each connection, which is closed when it returns
     */
    public Listener(int port, Consumer<Socket> served) {
        this.served = served;
        this.port = take(port);
    }

    public int port() {
        return port;
    }

    /** Takes connections again. */
    public void open() {
        take(port);
    }

    /** Ends all connections and takes no new ones. */
    public synchronized void refuse() {
        ServerSocket open = server;
        server = null;
        if (open != null) {
            closeQuietly(open);
        }
        cut();
    }

    /** Ends all connections; the next ones are taken. */
    public void cut() {
        connections.forEach(Listener::closeQuietly);
    }

    @Override
    public void close() {
        refuse();
    }

    private synchronized int take(int wanted) {
        if (server != null) {
            return port;
        }
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
            server = opened;
            Thread.ofVirtual().name("telegram port").start(() -> accept(opened));
            return opened.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + wanted + " of 127.0.0.1: " + e.getMessage(), e);
        }
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket connection = opened.accept();
                connections.add(connection);
                if (opened.isClosed()) {
                    closeQuietly(connection);
                }
                Thread.ofVirtual().name("telegram connection").start(() -> serve(connection));
            }
        } catch (IOException _) {
            // Closed: nobody is taken any more.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            served.accept(connection);
        } catch (IOException _) {
            // It ended.
        } finally {
            connections.remove(connection);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception _) {
            // It is gone, which is what was asked for.
        }
    }
}
