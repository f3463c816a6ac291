package telegramgateway.tpcapital.store;

import static telegramgateway.message.database.tables.telegram_gateway.Tables.CONSUMER_CURSORS;
import static telegramgateway.message.database.tables.tp_capital.Tables.VERDICTS;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import telegramgateway.message.database.CursorMovedException;
import telegramgateway.message.database.DataRefusedException;
import telegramgateway.message.database.SqlErrors;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * The consumer's tables. Safe for use by many threads, and by many processes: of two that write the same page of the
 * feed, one is refused; of two that write the same state of a message, one changes nothing.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the database cannot answer now.
 */
public final class SignalStore {
    /** The consumer's name among those that follow the feed. */
    static final String CONSUMER = "tp-capital";

    private static final int READ_TIMEOUT_SECONDS = 10;

    private final DSLContext database;
    private final Counter unavailable;
    private final Counter refused;

    /**
     * @param dataSource gives connections with {@code prepareThreshold=0}; may be down
     * @param metrics count what the database did not do
     */
    public SignalStore(DataSource dataSource, MeterRegistry metrics) {
        unavailable = errors(metrics, "unavailable");
        refused = errors(metrics, "refused");
        // jOOQ would log what it reads, and texts do not belong in logs.
        Settings settings = new Settings().withExecuteLogging(false).withQueryTimeout(READ_TIMEOUT_SECONDS);
        database = DSL.using(dataSource, SQLDialect.POSTGRES, settings);
    }

    /** Asks the database whether it can store: for a sign of life of the tables that are written. */
    public void ping() {
        ask(asked -> asked.fetchExists(asked.selectOne().from(VERDICTS).limit(1)));
    }

    /** How far the feed of a channel is processed; 0 if not at all. */
    public long cursor(long channelId) {
        return ask(asked -> asked.select(CONSUMER_CURSORS.POSITION)
                .from(CONSUMER_CURSORS)
                .where(CONSUMER_CURSORS.CONSUMER.eq(CONSUMER))
                .and(CONSUMER_CURSORS.CHANNEL_ID.eq(channelId))
                .fetchOptional(CONSUMER_CURSORS.POSITION)
                .orElse(0L));
    }

    /**
     * Writes the decisions on a page and moves the channel's cursor if the page says so, in one transaction. A message
     * that is known at the same or a higher position is left alone. What the database refuses for good becomes a
     * {@link Outcome#FAILED} verdict and holds nothing back.
     *
     * @return the decisions that took effect, as they were stored
     * @throws CursorMovedException when the cursor does not stand where the page expects it; nothing is written
     */
    public List<Decision> write(DecidedPage page) {
        try {
            return ask(asked -> asked.transactionResult(
                    transaction -> new PageTransaction(transaction.dsl(), page).write(page.decisions())));
        } catch (DataRefusedException refused) {
            return ask(asked -> asked.transactionResult(
                    transaction -> new PageTransaction(transaction.dsl(), page).writeOneByOne()));
        }
    }

    /** Live signals, newest first. */
    public List<StoredSignal> signals(SignalQuery query) {
        return ask(asked -> SelectSignals.of(asked, query));
    }

    private <T> T ask(Function<DSLContext, T> question) {
        try {
            return question.apply(database);
        } catch (DataAccessException e) {
            RuntimeException explained = SqlErrors.explain(e);
            (explained instanceof DataRefusedException ? refused : unavailable).increment();
            throw explained;
        }
    }

    private static Counter errors(MeterRegistry metrics, String type) {
        return Counter.builder("api.timescaledb.errors")
                .description("Questions to the database that it did not answer, and data that it refused")
                .tag("error_type", type)
                .register(metrics);
    }
}
