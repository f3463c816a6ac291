package telegramgateway.local.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import telegramgateway.local.LoopbackPort;

/**
 * A network between a client and a server of this machine that fails on demand: 127.0.0.1 on both sides, TCP only, no
 * look at what flows. Safe for use by several threads.
 */
public final class LocalProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int REBIND_BACKLOG = 50;

    private static final Duration ACCEPTOR_LIMIT = Duration.ofSeconds(1);

    private final int port = LoopbackPort.claim();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int server;
    private volatile CountDownLatch flowing = new CountDownLatch(0);
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private LocalProxy(int server) {
        this.server = server;
    }

    /** A proxy that passes everything on to a port, until it is told otherwise. */
    public static LocalProxy to(int server) {
        LocalProxy proxy = new LocalProxy(server);
        proxy.pass();
        return proxy;
    }

    /** Where clients connect. */
    public int port() {
        return port;
    }

    /** Heals the network: what was held flows on, and new connections are taken. */
    public synchronized void pass() {
        flowing.countDown();
        if (listener == null) {
            try {
                ServerSocket opened = new ServerSocket();
                opened.setReuseAddress(true);
                opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), REBIND_BACKLOG);
                listener = opened;
                acceptor = Thread.ofVirtual().name("proxy " + port).start(() -> accept(opened));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen on port " + port, e);
            }
        }
    }

    /** Connections stay open and new ones are taken, but nothing flows in either direction. */
    public synchronized void hang() {
        if (flowing.getCount() == 0) {
            flowing = new CountDownLatch(1);
        }
    }

    /** Every connection is closed; the next one works. */
    public void cut() {
        sockets.forEach(LocalProxy::close);
    }

    /** Every connection is closed, and new ones are refused. */
    public synchronized void refuse() {
        ServerSocket open = listener;
        listener = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close port " + port, e);
            }
            awaitEndOfAcceptor();
        }
        flowing.countDown();
        cut();
    }

    /** Until it has left the socket the kernel still takes connections for it. */
    private void awaitEndOfAcceptor() {
        try {
            if (acceptor != null) {
                acceptor.join(ACCEPTOR_LIMIT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every connection is closed; the next ones go to another server. */
    public void redirect(int otherServer) {
        server = otherServer;
        cut();
    }

    @Override
    public void close() {
        refuse();
    }

    private void accept(ServerSocket open) {
        try {
            while (true) {
                Socket client = open.accept();
                sockets.add(client);
                if (open.isClosed()) {
                    // Taken at the moment in which new ones were refused.
                    close(client);
                }
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException _) {
            // Closed: nobody is taken any more.
        }
    }

    private void connect(Socket client) {
        Socket there = new Socket();
        sockets.add(there);
        try (client;
                there) {
            flowing.await();
            there.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server), CONNECT_TIMEOUT_MS);
            client.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pump(there, client));
            pump(client, there);
            back.join();
        } catch (IOException _) {
            // The server is away: the client sees a connection that ends.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
            sockets.remove(there);
        }
    }

    /** Passes on what comes, until one side ends; then both do. */
    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                flowing.await();
                out.write(buffer, 0, count);
            }
        } catch (IOException _) {
            // Ended by one of them, or cut.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone, which is what was asked for.
        }
    }
}
