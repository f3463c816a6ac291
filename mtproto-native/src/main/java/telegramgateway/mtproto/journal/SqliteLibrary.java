package telegramgateway.mtproto.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite's native code, which the driver unpacks into a file before it can load it. */
final class SqliteLibrary {
    private static final String DIRECTORY_NAME = "sqlite-library";
    private static final String DRIVERS_SETTING = "org.sqlite.tmpdir";

    private SqliteLibrary() {}

    /**
     * Loads it by way of the data directory and removes the file at once: left to the driver, it would lie in the
     * system's temporary directory, and stay there when the process is killed.
     *
     * @throws JournalException when it cannot be loaded
     */
    static synchronized void load(Path dataDirectory) {
        Path place = dataDirectory.resolve(DIRECTORY_NAME);
        try {
            // A process that was killed while it loaded has left its file.
            remove(place);
            Files.createDirectory(place);
            System.setProperty(DRIVERS_SETTING, place.toString());
            SQLiteJDBCLoader.initialize();
            remove(place);
        } catch (Exception e) {
            throw new JournalException(
                    "SQLite cannot be loaded by way of " + place + " (" + e.getMessage()
                            + "). The service's user must be able to write and to execute there.",
                    e);
        }
    }

    private static void remove(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.delete(place);
        }
    }
}
