package telegramgateway.simulator.session;

import java.io.IOException;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import telegramgateway.simulator.crypto.AuthKey;
import telegramgateway.simulator.crypto.ServerKey;
import telegramgateway.simulator.transport.Listener;
import telegramgateway.simulator.transport.PacketConnection;

/** Serves clients on one port and knows the keys agreed with them, as long as it lives. */
public final class MtprotoServer implements AutoCloseable {

    /** A key, and what a client writes before its messages. */
    record Known(AuthKey key, long salt) {}

    private final ServerKey serverKey;
    private final byte[] secret;
    private final Calls calls;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final MessageIds ids;
    private final Map<Long, Known> keys = new ConcurrentHashMap<>();
    private final Listener listener;
    private volatile boolean silent;

    /**
     * Begins to serve.
     *
     * @param port on 127.0.0.1, 0 for a free one
     * @param secret the proxy's, 16 bytes
     */
    public MtprotoServer(
            int port, ServerKey serverKey, byte[] secret, Calls calls, InstantSource clock, RandomGenerator random) {
        this.serverKey = serverKey;
        this.secret = secret.clone();
        this.calls = calls;
        this.clock = clock;
        this.random = random;
        ids = new MessageIds(clock, random);
        listener = new Listener(port, this::serve);
    }

    /** For outages. */
    public Listener listener() {
        return listener;
    }

    /** While silent, clients can connect and be heard, and nothing reaches them. */
    public void silent(boolean now) {
        silent = now;
    }

    @Override
    public void close() {
        listener.close();
    }

    private void serve(Socket socket) {
        try {
            PacketConnection connection = new PacketConnection(socket, secret, () -> silent);
            KeyExchange exchange =
                    new KeyExchange(serverKey, clock, random, (key, salt) -> keys.put(key.id(), new Known(key, salt)));
            try (ClientConnection client = new ClientConnection(connection, exchange, keys, calls, ids, clock)) {
                client.serve();
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }
}
