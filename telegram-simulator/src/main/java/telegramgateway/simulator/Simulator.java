package telegramgateway.simulator;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import telegramgateway.simulator.session.MtprotoServer;
import telegramgateway.simulator.transport.Listener;
import telegramgateway.simulator.world.World;
import telegramgateway.tdlib.TdLibraryPath;

/**
 * A running Telegram. What clients agreed with it, and its world, last as long as this object, whatever happens to the
 * clients and their connections. Safe for use by several threads.
 */
public final class Simulator implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target", "telegram-simulator");
    private static final int SECRET_BYTES = 16;

    private final World world;
    private final MtprotoServer server;
    private final ClientSettings client;

    private Simulator(PatchedLibrary library, int port) {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        world = new World(Clock.systemUTC(), random);
        server = new MtprotoServer(port, library.key(), secret, world, Clock.systemUTC(), random);
        client = new ClientSettings(
                "127.0.0.1", server.listener().port(), HexFormat.of().formatHex(secret), true, library.file());
    }

    /**
     * Starts on a free port, for the library that is installed, with its copy in {@code target}.
     *
     * @throws IllegalStateException when the library is missing; the message says what to do
     */
    public static Simulator start() {
        return start(TdLibraryPath.find(), DIRECTORY, 0);
    }

    /**
     * Starts.
     *
     * @param library the libtdjson to copy
     * @param directory where the copy is kept, some 60 MB
     * @param port on 127.0.0.1, 0 for a free one
     */
    public static Simulator start(Path library, Path directory, int port) {
        return new Simulator(PatchedLibrary.of(library, directory), port);
    }

    /** People, channels, posts. */
    public World world() {
        return world;
    }

    public ClientSettings client() {
        return client;
    }

    /**
     * Ends all connections and takes no new ones. After 20 s without a server TDLib asks others on the internet for
     * addresses; one that was never connected after 5 s.
     */
    public void goesAway() {
        listener().refuse();
    }

    /** Takes connections again, on the same port. */
    public void comesBack() {
        listener().open();
    }

    /** Ends all connections; clients may come back at once. */
    public void dropsConnections() {
        listener().cut();
    }

    /** Connections stay and new ones are taken, but nothing comes on them: all that is sent is lost. */
    public void fallsSilent() {
        server.silent(true);
    }

    /** What is sent from now on arrives again. */
    public void speaksAgain() {
        server.silent(false);
    }

    @Override
    public void close() {
        server.close();
    }

    private Listener listener() {
        return server.listener();
    }
}
