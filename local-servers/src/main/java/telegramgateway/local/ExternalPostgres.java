package telegramgateway.local;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that was there before; databases made on it are dropped when the JVM ends. */
record ExternalPostgres(LocalDatabase maintenance, Set<LocalDatabase> made) implements DatabaseServer {

    static final String URL = "TEST_DATABASE_URL";

    static Optional<ExternalPostgres> configured() {
        String url = System.getProperty(URL, System.getenv(URL));
        return url == null || url.isBlank() ? Optional.empty() : Optional.of(at(url));
    }

    private static ExternalPostgres at(String url) {
        PGSimpleDataSource parsed = new PGSimpleDataSource();
        parsed.setUrl(url);
        LocalDatabase maintenance = new LocalDatabase(
                parsed.getServerNames()[0],
                parsed.getPortNumbers()[0],
                required(parsed.getDatabaseName(), "database", url),
                required(parsed.getUser(), "user", url),
                required(parsed.getPassword(), "password", url));
        ExternalPostgres server = new ExternalPostgres(maintenance, ConcurrentHashMap.newKeySet());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.made.forEach(server::drop)));
        return server;
    }

    @Override
    public LocalDatabase createDatabase() {
        LocalDatabase database = DatabaseServer.super.createDatabase();
        made.add(database);
        return database;
    }

    private static String required(@Nullable String value, String name, String url) {
        if (value == null) {
            throw new IllegalArgumentException(URL + " names no " + name + ": " + url.replaceAll("[?].*", ""));
        }
        return value;
    }
}
