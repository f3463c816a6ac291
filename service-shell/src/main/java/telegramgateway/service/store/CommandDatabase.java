package telegramgateway.service.store;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** The database as a command reaches it that a person waits for. */
public final class CommandDatabase {
    /** Longer than the server's own limit for a statement of a command. */
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(20);

    private CommandDatabase() {}

    /** One connection at a time, opened when it is needed; the caller closes it. */
    public static HikariDataSource open(DatabaseSettings settings) {
        HikariDataSource pool = new HikariDataSource();
        StoreConfiguration.connect(pool, settings, ANSWER_LIMIT);
        pool.setMaximumPoolSize(1);
        return pool;
    }
}
