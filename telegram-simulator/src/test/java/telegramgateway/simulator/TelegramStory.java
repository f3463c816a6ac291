package telegramgateway.simulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.simulator.world.World;
import telegramgateway.tdlib.TdLibrary;

/** A test in which the real TDLib talks with a simulator of the test's own. Skipped where the library is missing. */
@Tag("telegram")
abstract class TelegramStory {

    @SuppressWarnings("NullAway.Init") // No test runs without it.
    private static TdLibrary library;

    private static String missing = "";

    @TempDir
    Path directory;

    protected Simulator simulator;
    protected World telegram;

    @BeforeAll
    static void open() {
        try (Simulator first = Simulator.start()) {
            library = TdLibrary.open(first.client().library(), 0);
        } catch (IllegalStateException e) {
            missing = String.valueOf(e.getMessage());
        }
    }

    @BeforeEach
    void start() {
        assumeTrue(missing.isEmpty(), missing);
        simulator = Simulator.start();
        telegram = simulator.world();
    }

    @AfterEach
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    @AfterAll
    static void close() {
        if (library != null) {
            library.close();
        }
    }

    protected TestClient client() {
        return client("client");
    }

    /** A client with a database of its own, which the next one of the same name finds again. */
    protected TestClient client(String name) {
        return new TestClient(library, simulator.client(), directory.resolve(name));
    }
}
