package telegramgateway.message.database.consumers;

import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.CONSUMER_ACKNOWLEDGEMENTS;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.CONSUMER_CURSORS;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.MESSAGES;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.database.DatabaseReads;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * The cursors of consumers. Safe for use by many threads: acknowledgements may come in any order, more than once, and
 * at once. Every method throws {@link StoreUnavailableException} when the database cannot answer now.
 *
 * <p>Whoever moves a cursor makes sure that the position has been given out: a journal never goes below the highest
 * position that a consumer holds.
 */
public final class ConsumerCursors {

    private final DatabaseReads database;

    /** @param dataSource gives connections with {@code prepareThreshold=0}; may be down */
    public ConsumerCursors(DataSource dataSource) {
        database = new DatabaseReads(dataSource);
    }

    /** The cursors of all consumers, by name and channel. */
    public List<ConsumerCursor> all() {
        return database.ask(jooq -> cursors(jooq, null, null));
    }

    /** A consumer's cursors, by channel; empty when nobody has heard of it. */
    public List<ConsumerCursor> of(String consumer) {
        return database.ask(jooq -> cursors(jooq, consumer, null));
    }

    /** A consumer's cursor in a channel; empty before its first acknowledgement there. */
    public Optional<ConsumerCursor> of(String consumer, long channelId) {
        return database.ask(jooq -> cursors(jooq, consumer, channelId)).stream().findFirst();
    }

    /** Notes that everything up to a position is processed. A cursor that stands higher stays. */
    public void acknowledgeUpTo(String consumer, long channelId, long position) {
        database.ask(jooq -> jooq.transactionResult(transaction -> {
            write(transaction.dsl(), consumer, channelId, position, true);
            return advance(transaction.dsl(), consumer, channelId);
        }));
    }

    /** Notes single messages, all of one channel. The cursor moves up to the first one that is not processed. */
    public void acknowledge(String consumer, long channelId, Collection<Acknowledgement> messages) {
        database.ask(jooq -> jooq.transactionResult(transaction -> {
            DSLContext dsl = transaction.dsl();
            write(dsl, consumer, channelId, 0, true);
            for (Acknowledgement message : messages) {
                dsl.insertInto(CONSUMER_ACKNOWLEDGEMENTS)
                        .set(CONSUMER_ACKNOWLEDGEMENTS.CONSUMER, consumer)
                        .set(CONSUMER_ACKNOWLEDGEMENTS.CHANNEL_ID, channelId)
                        .set(CONSUMER_ACKNOWLEDGEMENTS.MESSAGE_ID, message.messageId())
                        .set(CONSUMER_ACKNOWLEDGEMENTS.POSITION, message.position())
                        .onConflict(
                                CONSUMER_ACKNOWLEDGEMENTS.CONSUMER,
                                CONSUMER_ACKNOWLEDGEMENTS.CHANNEL_ID,
                                CONSUMER_ACKNOWLEDGEMENTS.MESSAGE_ID)
                        .doUpdate()
                        .set(
                                CONSUMER_ACKNOWLEDGEMENTS.POSITION,
                                greatest(
                                        CONSUMER_ACKNOWLEDGEMENTS.POSITION,
                                        excluded(CONSUMER_ACKNOWLEDGEMENTS.POSITION)))
                        .execute();
            }
            return advance(dsl, consumer, channelId);
        }));
    }

    /** Sets a cursor, back as well, and forgets what was processed above it. */
    public void reset(String consumer, long channelId, long position) {
        database.ask(jooq -> jooq.transactionResult(transaction -> {
            write(transaction.dsl(), consumer, channelId, position, false);
            return transaction
                    .dsl()
                    .deleteFrom(CONSUMER_ACKNOWLEDGEMENTS)
                    .where(CONSUMER_ACKNOWLEDGEMENTS.CONSUMER.eq(consumer))
                    .and(CONSUMER_ACKNOWLEDGEMENTS.CHANNEL_ID.eq(channelId))
                    .execute();
        }));
    }

    /** Forgets a consumer. False when there was none. */
    public boolean remove(String consumer) {
        return database.ask(jooq -> jooq.transactionResult(transaction -> {
                    DSLContext dsl = transaction.dsl();
                    dsl.deleteFrom(CONSUMER_ACKNOWLEDGEMENTS)
                            .where(CONSUMER_ACKNOWLEDGEMENTS.CONSUMER.eq(consumer))
                            .execute();
                    return dsl.deleteFrom(CONSUMER_CURSORS)
                            .where(CONSUMER_CURSORS.CONSUMER.eq(consumer))
                            .execute();
                }))
                > 0;
    }

    /** Its row lock keeps another writer of the same cursor out until the end of the transaction. */
    private static void write(DSLContext dsl, String consumer, long channelId, long position, boolean onlyUp) {
        dsl.insertInto(CONSUMER_CURSORS)
                .set(CONSUMER_CURSORS.CONSUMER, consumer)
                .set(CONSUMER_CURSORS.CHANNEL_ID, channelId)
                .set(CONSUMER_CURSORS.POSITION, position)
                .onConflict(CONSUMER_CURSORS.CONSUMER, CONSUMER_CURSORS.CHANNEL_ID)
                .doUpdate()
                .set(
                        CONSUMER_CURSORS.POSITION,
                        onlyUp
                                ? greatest(CONSUMER_CURSORS.POSITION, excluded(CONSUMER_CURSORS.POSITION))
                                : excluded(CONSUMER_CURSORS.POSITION))
                .set(CONSUMER_CURSORS.UPDATED_AT, currentInstant())
                .execute();
    }

    /**
     * Moves the cursor up to the highest acknowledged state below the first message that is not processed, and forgets
     * the acknowledgements that it has gone past. States that were acknowledged before the database had them stay.
     */
    private static int advance(DSLContext dsl, String consumer, long channelId) {
        long cursor = dsl.select(CONSUMER_CURSORS.POSITION)
                .from(CONSUMER_CURSORS)
                .where(CONSUMER_CURSORS.CONSUMER.eq(consumer))
                .and(CONSUMER_CURSORS.CHANNEL_ID.eq(channelId))
                .fetchSingle()
                .value1();
        long processed = processedUpTo(dsl, consumer, channelId, cursor);
        if (processed > cursor) {
            write(dsl, consumer, channelId, processed, true);
        }
        return dsl.deleteFrom(CONSUMER_ACKNOWLEDGEMENTS)
                .where(CONSUMER_ACKNOWLEDGEMENTS.CONSUMER.eq(consumer))
                .and(CONSUMER_ACKNOWLEDGEMENTS.CHANNEL_ID.eq(channelId))
                .and(CONSUMER_ACKNOWLEDGEMENTS.POSITION.le(Math.max(cursor, processed)))
                .execute();
    }

    private static long processedUpTo(DSLContext dsl, String consumer, long channelId, long cursor) {
        Condition acknowledged = CONSUMER_ACKNOWLEDGEMENTS
                .CONSUMER
                .eq(consumer)
                .and(CONSUMER_ACKNOWLEDGEMENTS.CHANNEL_ID.eq(channelId))
                .and(CONSUMER_ACKNOWLEDGEMENTS.MESSAGE_ID.eq(MESSAGES.MESSAGE_ID))
                .and(CONSUMER_ACKNOWLEDGEMENTS.POSITION.ge(MESSAGES.POSITION));
        Condition above = MESSAGES.CHANNEL_ID.eq(channelId).and(MESSAGES.POSITION.gt(cursor));
        @Nullable
        Long open = dsl.select(MESSAGES.POSITION)
                .from(MESSAGES)
                .where(above)
                .and(notExists(selectOne().from(CONSUMER_ACKNOWLEDGEMENTS).where(acknowledged)))
                .orderBy(MESSAGES.POSITION)
                .limit(1)
                .fetchOne(MESSAGES.POSITION);
        @Nullable
        Long last = dsl.select(MESSAGES.POSITION)
                .from(MESSAGES)
                .where(above)
                .and(open == null ? noCondition() : MESSAGES.POSITION.lt(open))
                .orderBy(MESSAGES.POSITION.desc())
                .limit(1)
                .fetchOne(MESSAGES.POSITION);
        return last == null ? cursor : last;
    }

    private static List<ConsumerCursor> cursors(DSLContext jooq, @Nullable String consumer, @Nullable Long channelId) {
        Map<String, Map<Long, Map<Long, Long>>> above = new HashMap<>();
        jooq.selectFrom(CONSUMER_ACKNOWLEDGEMENTS)
                .where(consumer == null ? noCondition() : CONSUMER_ACKNOWLEDGEMENTS.CONSUMER.eq(consumer))
                .and(channelId == null ? noCondition() : CONSUMER_ACKNOWLEDGEMENTS.CHANNEL_ID.eq(channelId))
                .forEach(row -> above.computeIfAbsent(row.getConsumer(), _ -> new HashMap<>())
                        .computeIfAbsent(row.getChannelId(), _ -> new HashMap<>())
                        .put(row.getMessageId(), row.getPosition()));
        return jooq.selectFrom(CONSUMER_CURSORS)
                .where(consumer == null ? noCondition() : CONSUMER_CURSORS.CONSUMER.eq(consumer))
                .and(channelId == null ? noCondition() : CONSUMER_CURSORS.CHANNEL_ID.eq(channelId))
                .orderBy(CONSUMER_CURSORS.CONSUMER, CONSUMER_CURSORS.CHANNEL_ID)
                .fetch(row -> cursor(row, above));
    }

    private static ConsumerCursor cursor(Record row, Map<String, Map<Long, Map<Long, Long>>> above) {
        String consumer = row.get(CONSUMER_CURSORS.CONSUMER);
        long channelId = row.get(CONSUMER_CURSORS.CHANNEL_ID);
        return new ConsumerCursor(
                consumer,
                channelId,
                row.get(CONSUMER_CURSORS.POSITION),
                above.getOrDefault(consumer, Map.of()).getOrDefault(channelId, Map.of()),
                row.get(CONSUMER_CURSORS.UPDATED_AT));
    }
}
