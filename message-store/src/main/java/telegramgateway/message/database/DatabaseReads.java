package telegramgateway.message.database;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Log;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.tools.JooqLogger;
import telegramgateway.message.feed.StoreUnavailableException;

/** Short statements, each of which is a transaction of its own and is given up in time. Safe for many threads. */
public final class DatabaseReads {

    /** A statement that takes longer is given up; none needs a tenth of it. */
    private static final int TIMEOUT_SECONDS = 10;

    static {
        // Else it advertises itself, and complains of every server that is not the newest.
        JooqLogger.globalThreshold(Log.Level.ERROR);
    }

    private final DSLContext jooq;

    /** @param dataSource gives connections with {@code prepareThreshold=0}; may be down */
    public DatabaseReads(DataSource dataSource) {
        // jOOQ would log what it reads, and texts do not belong in logs.
        Settings settings = new Settings().withExecuteLogging(false).withQueryTimeout(TIMEOUT_SECONDS);
        jooq = DSL.using(dataSource, SQLDialect.POSTGRES, settings);
    }

    /**
     * The answer to a question.
     *
     * @throws StoreUnavailableException when the database cannot answer now
     * @throws DataRefusedException when it refuses the data for good
     */
    public <T> T ask(Function<DSLContext, T> question) {
        try {
            return question.apply(jooq);
        } catch (DataAccessException e) {
            throw SqlErrors.explain(e);
        }
    }
}
