package telegramgateway.message.database.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.MESSAGE_EVENTS;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;
import telegramgateway.message.database.DatabaseReads;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * What was said, and how it changed. Safe for use by many threads. Every method throws
 * {@link StoreUnavailableException} when the database cannot answer now.
 */
public final class MessageHistory {

    private final DatabaseReads database;

    /** @param dataSource gives connections with {@code prepareThreshold=0}; may be down */
    public MessageHistory(DataSource dataSource) {
        database = new DatabaseReads(dataSource);
    }

    /** The canonical JSON of the messages of a piece of history, UTF-8, in the order asked for. */
    public List<byte[]> page(HistoryQuery query) {
        return database.ask(jooq -> SelectHistory.of(jooq, query).fetch(MessageHistory::utf8));
    }

    /**
     * Every state that a message had, the oldest first, UTF-8: as it was posted, as each edit left it, and the
     * tombstone of each deletion.
     *
     * @param above a position, exclusive; 0 for the first page
     */
    public List<byte[]> revisions(long channelId, long messageId, long above, int limit) {
        return database.ask(jooq -> states(jooq, channelId, messageId)
                .and(MESSAGE_EVENTS.POSITION.gt(above))
                .orderBy(MESSAGE_EVENTS.POSITION)
                .limit(limit)
                .fetch(MessageHistory::utf8));
    }

    /**
     * A message as the gateway knew it at a position, UTF-8; empty when it did not know it yet.
     *
     * @param position inclusive
     */
    public Optional<byte[]> asOf(long channelId, long messageId, long position) {
        return database.ask(jooq -> states(jooq, channelId, messageId)
                .and(MESSAGE_EVENTS.POSITION.le(position))
                .orderBy(MESSAGE_EVENTS.POSITION.desc())
                .limit(1)
                .fetchOptional(MessageHistory::utf8));
    }

    private static SelectConditionStep<Record1<String>> states(DSLContext jooq, long channelId, long messageId) {
        return jooq.select(MESSAGE_EVENTS.JSON)
                .from(MESSAGE_EVENTS)
                .where(MESSAGE_EVENTS.CHANNEL_ID.eq(channelId))
                .and(MESSAGE_EVENTS.MESSAGE_ID.eq(messageId));
    }

    private static byte[] utf8(Record1<String> row) {
        return row.value1().getBytes(UTF_8);
    }
}
