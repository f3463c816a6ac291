package telegramgateway.message.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.one;
import static org.jooq.impl.DSL.select;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.CHANNELS;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.DELIVERY_CURSORS;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.MESSAGES;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.MESSAGE_EVENTS;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.RecordMapper;
import org.jooq.SelectConditionStep;
import telegramgateway.message.coverage.ChannelCoverage;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.feed.FeedDatabase;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * The database of messages. Safe for use by many threads; batches of one lane must not be concurrent, and if they are,
 * one of them is refused.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the database cannot answer now: away, overloaded, timed
 * out, or without its schema. No method leaves anything behind in its session, so a transaction pool may stand between.
 */
public final class MessageDatabase implements FeedDatabase {

    private final DatabaseReads reads;
    private final ApplyBatch applyBatch;

    /** @param dataSource gives connections with {@code prepareThreshold=0}; may be down */
    public MessageDatabase(DataSource dataSource) {
        reads = new DatabaseReads(dataSource);
        applyBatch = new ApplyBatch(dataSource);
    }

    /** The cursor of a lane, which is created at 0 when it is absent. */
    public DeliveryCursor cursor(UUID journalId, int lane) {
        return ask(database -> {
            database.insertInto(DELIVERY_CURSORS, DELIVERY_CURSORS.JOURNAL_ID, DELIVERY_CURSORS.LANE)
                    .values(journalId, lane)
                    .onConflictDoNothing()
                    .execute();
            return database.select(DELIVERY_CURSORS.POSITION, DELIVERY_CURSORS.APPLIED)
                    .from(DELIVERY_CURSORS)
                    .where(DELIVERY_CURSORS.JOURNAL_ID.eq(journalId))
                    .and(DELIVERY_CURSORS.LANE.eq(lane))
                    .fetchSingle(row -> new DeliveryCursor(row.value1(), row.value2()));
        });
    }

    /**
     * Writes a batch in one transaction and moves the lane's cursor by compare-and-set. A message changes only by a
     * higher position; an event that is already there stays as it is.
     *
     * @throws CursorMovedException when the cursor does not stand at the expected position
     * @throws ChannelFencedException when a channel of an event belongs to another gateway or to a later epoch
     * @throws DataRefusedException when the database refuses the data for good
     * @throws StoreUnavailableException when it cannot answer now; the batch may then have been committed or not, which
     *     the cursor tells
     */
    public void apply(DeliveryBatch batch) {
        applyBatch.apply(batch);
    }

    /**
     * Makes a gateway the owner of those channels that nobody owns.
     *
     * @param epochs by channel the epoch in which the gateway believes to own it; 0 when it has never owned it
     * @return those that belong to another gateway or to a later epoch
     */
    public Set<Long> claim(UUID gateway, Map<Long, Long> epochs) {
        return applyBatch.claim(gateway, epochs);
    }

    /** Makes a gateway the owner of channels that others own, and returns their new epochs. */
    public Map<Long, Long> takeOver(UUID gateway, Takeover takeover) {
        return applyBatch.takeOver(gateway, takeover);
    }

    /**
     * Removes messages of a channel that were sent before a time, those with the lowest ids first, and notes their ids
     * as retired, in one transaction. Their events stay. Tombstones of messages that were never seen have no date and
     * stay too. Needs the right to delete messages, which the roles of the services do not have.
     *
     * @param limit of messages
     * @return how many were removed; fewer than the limit when none are left
     */
    public int retire(long channelId, Instant before, int limit) {
        return applyBatch.retire(channelId, before, limit);
    }

    /** The channels of a gateway, with their epochs. */
    public Map<Long, Long> ownedBy(UUID gateway) {
        return ask(database -> database.select(CHANNELS.CHANNEL_ID, CHANNELS.EPOCH)
                .from(CHANNELS)
                .where(CHANNELS.OWNER.eq(gateway))
                .fetchMap(CHANNELS.CHANNEL_ID, CHANNELS.EPOCH));
    }

    /** The channels that other gateways own. */
    public Set<Long> ownedByOthers(UUID gateway) {
        return ask(database -> database.select(CHANNELS.CHANNEL_ID)
                .from(CHANNELS)
                .where(CHANNELS.OWNER.ne(gateway))
                .fetchSet(CHANNELS.CHANNEL_ID));
    }

    /** The highest position that any table or cursor of the database holds; 0 for an empty database. */
    public long highestPosition() {
        return ask(SelectHighestPosition::from);
    }

    /** What is known of the given messages of a channel; unknown ones are left out. In no order. */
    public List<KnownMessage> known(long channelId, Collection<Long> messageIds) {
        return ask(database -> selectKnown(database, channelId)
                .and(MESSAGES.MESSAGE_ID.eq(any(messageIds.toArray(Long[]::new))))
                .fetch(known(channelId)));
    }

    /**
     * A channel's messages below a position, highest first: a page for reading from the youngest on.
     *
     * @param below exclusive; {@code Long.MAX_VALUE} for the first page
     */
    public List<KnownMessage> youngest(long channelId, long below, int limit) {
        return ask(database -> selectKnown(database, channelId)
                .and(MESSAGES.POSITION.lt(below))
                .orderBy(MESSAGES.POSITION.desc())
                .limit(limit)
                .fetch(known(channelId)));
    }

    /** What is known of a channel's messages whose ids lie between two, both inclusive, the highest id first. */
    public List<KnownMessage> between(long channelId, long lo, long hi, int limit) {
        return ask(database -> selectKnown(database, channelId)
                .and(MESSAGES.MESSAGE_ID.between(lo, hi))
                .orderBy(MESSAGES.MESSAGE_ID.desc())
                .limit(limit)
                .fetch(known(channelId)));
    }

    @Override
    public List<FeedEntry> after(long channelId, long position, int limit) {
        return ask(database -> database.select(MESSAGES.MESSAGE_ID, MESSAGES.POSITION, MESSAGES.JSON)
                .from(MESSAGES)
                .where(MESSAGES.CHANNEL_ID.eq(channelId))
                .and(MESSAGES.POSITION.gt(position))
                .orderBy(MESSAGES.POSITION)
                .limit(limit)
                .fetch(row -> new FeedEntry(row.value1(), row.value2(), utf8(row.value3()))));
    }

    @Override
    public long head(long channelId) {
        return ask(database -> database.select(max(MESSAGES.POSITION))
                .from(MESSAGES)
                .where(MESSAGES.CHANNEL_ID.eq(channelId))
                .fetchOptional()
                .map(row -> row.value1())
                .orElse(0L));
    }

    /**
     * How many messages of a channel lie above a position, each counted once.
     *
     * @param atMost where counting ends, at least 1
     */
    public int countAfter(long channelId, long position, int atMost) {
        return ask(database -> database.fetchCount(select(one())
                .from(MESSAGES)
                .where(MESSAGES.CHANNEL_ID.eq(channelId))
                .and(MESSAGES.POSITION.gt(position))
                .limit(atMost)));
    }

    /** The canonical JSON of a message, UTF-8; a tombstone if it was deleted. */
    public Optional<byte[]> message(long channelId, long messageId) {
        return ask(database -> database.select(MESSAGES.JSON)
                .from(MESSAGES)
                .where(MESSAGES.CHANNEL_ID.eq(channelId))
                .and(MESSAGES.MESSAGE_ID.eq(messageId))
                .fetchOptional(row -> utf8(row.value1())));
    }

    /**
     * The canonical JSON of a gateway's events above a position, up to another, in the order in which its journal had
     * them: what was posted, edited and deleted. An event that the database refused is not among them.
     */
    public List<byte[]> events(UUID gateway, long above, long upTo, int limit) {
        return ask(database -> database.select(MESSAGE_EVENTS.JSON)
                .from(MESSAGE_EVENTS)
                .where(isOf(gateway, above, upTo))
                .orderBy(MESSAGE_EVENTS.POSITION)
                .limit(limit)
                .fetch(row -> utf8(row.value1())));
    }

    /** How many there are of {@link #events}. */
    public long countEvents(UUID gateway, long above, long upTo) {
        return ask(database -> database.fetchCount(MESSAGE_EVENTS, isOf(gateway, above, upTo)));
    }

    /** What was written before the gateway was noted counts as of any. */
    private static Condition isOf(UUID gateway, long above, long upTo) {
        return MESSAGE_EVENTS
                .POSITION
                .gt(above)
                .and(MESSAGE_EVENTS.POSITION.le(upTo))
                .and(MESSAGE_EVENTS.GATEWAY.eq(gateway).or(MESSAGE_EVENTS.GATEWAY.isNull()));
    }

    /** All channels, by id. */
    public List<ChannelRow> channels() {
        return channels(noCondition());
    }

    /** A channel; empty when no source has named it and it has had no message. */
    public Optional<ChannelRow> channel(long channelId) {
        return channels(CHANNELS.CHANNEL_ID.eq(channelId)).stream().findFirst();
    }

    private List<ChannelRow> channels(Condition which) {
        return ask(database -> database.select(
                        CHANNELS.CHANNEL_ID,
                        CHANNELS.TITLE,
                        CHANNELS.USERNAME,
                        CHANNELS.TYPE,
                        CHANNELS.ACTIVE,
                        CHANNELS.REGISTERED)
                .from(CHANNELS)
                .where(which)
                .orderBy(CHANNELS.CHANNEL_ID)
                .fetch(row -> new ChannelRow(
                        row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6())));
    }

    /** True when the channel has a row: it was named by a source or has had a message. */
    public boolean channelExists(long channelId) {
        return ask(database -> database.fetchExists(CHANNELS, CHANNELS.CHANNEL_ID.eq(channelId)));
    }

    /** The channels whose newest message an account observed. */
    public Set<Long> channelsOf(String account) {
        Field<String> newest = field(select(MESSAGES.ACCOUNT)
                .from(MESSAGES)
                .where(MESSAGES.CHANNEL_ID.eq(CHANNELS.CHANNEL_ID))
                .orderBy(MESSAGES.POSITION.desc())
                .limit(1));
        return ask(database -> database.select(CHANNELS.CHANNEL_ID)
                .from(CHANNELS)
                .where(newest.eq(account))
                .fetchSet(CHANNELS.CHANNEL_ID));
    }

    /** The ids of a channel that must still be asked for, newest first. */
    public List<CoverageInterval> unknown(long channelId, int limit) {
        return ask(database -> CoverageQueries.unknown(database, channelId, limit));
    }

    /** What is known of a channel's ids: the intervals that touch lo to hi, both inclusive, ascending. */
    public List<CoverageInterval> coverage(long channelId, long lo, long hi, int limit) {
        return ask(database -> CoverageQueries.between(database, channelId, lo, hi, limit));
    }

    /** What is known of every channel that has any, by id. Reads every interval once. */
    public Map<Long, ChannelCoverage> coverage() {
        return ask(CoverageQueries::byChannel);
    }

    /** What is known of a channel's ids in sum; empty where nothing is. */
    public Optional<ChannelCoverage> coverage(long channelId) {
        return Optional.ofNullable(
                ask(database -> CoverageQueries.byChannel(database, channelId)).get(channelId));
    }

    /** All rules of forwarding, by id. */
    public List<ForwardingRule> forwardingRules() {
        return ask(ForwardingRuleTable::all);
    }

    /**
     * Adds a rule; empty when there is one from the same channel to the same destination. Its id counts for nothing.
     */
    public Optional<ForwardingRule> addForwardingRule(ForwardingRule rule) {
        return ask(database -> ForwardingRuleTable.add(database, rule));
    }

    /** Switches a rule on or off; empty when there is none. */
    public Optional<ForwardingRule> enableForwardingRule(long id, boolean enabled) {
        return ask(database -> ForwardingRuleTable.enable(database, id, enabled));
    }

    /** True when there was such a rule. */
    public boolean removeForwardingRule(long id) {
        return ask(database -> ForwardingRuleTable.remove(database, id));
    }

    private <T> T ask(Function<DSLContext, T> query) {
        return reads.ask(query);
    }

    private static SelectConditionStep<? extends Record> selectKnown(DSLContext database, long channelId) {
        return database.select(
                        MESSAGES.MESSAGE_ID,
                        MESSAGES.POSITION,
                        MESSAGES.SENT_AT,
                        MESSAGES.EDITED_AT,
                        MESSAGES.DELETED_AT,
                        MESSAGES.CONTENT_HASH)
                .from(MESSAGES)
                .where(MESSAGES.CHANNEL_ID.eq(channelId));
    }

    private static RecordMapper<Record, KnownMessage> known(long channelId) {
        return row -> new KnownMessage(
                channelId,
                row.get(MESSAGES.MESSAGE_ID),
                row.get(MESSAGES.POSITION),
                row.get(MESSAGES.SENT_AT),
                row.get(MESSAGES.EDITED_AT),
                row.get(MESSAGES.DELETED_AT) != null,
                row.get(MESSAGES.CONTENT_HASH));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
