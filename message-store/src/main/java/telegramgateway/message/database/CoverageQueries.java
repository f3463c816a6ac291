package telegramgateway.message.database;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.one;
import static org.jooq.impl.DSL.sum;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.CHANNEL_COVERAGE;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.coverage.ChannelCoverage;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

/** What is asked of the intervals of channels. */
final class CoverageQueries {
    private static final Field<Long> FIRST = min(CHANNEL_COVERAGE.LO).as("first");
    private static final Field<Long> NEWEST = max(CHANNEL_COVERAGE.HI).as("newest");
    private static final Field<BigDecimal> IDS =
            sum(CHANNEL_COVERAGE.HI.minus(CHANNEL_COVERAGE.LO).plus(one())).as("ids");
    private static final Field<Integer> INTERVALS = count().as("intervals");

    private CoverageQueries() {}

    static List<CoverageInterval> unknown(DSLContext database, long channelId, int limit) {
        // In words, so that the index of unknown intervals is found.
        Condition unknown = CHANNEL_COVERAGE.STATE.eq(inline(CoverageState.UNKNOWN.jsonName()));
        return select(database, channelId)
                .and(unknown)
                .orderBy(CHANNEL_COVERAGE.LO.desc())
                .limit(limit)
                .fetch(CoverageQueries::interval);
    }

    static List<CoverageInterval> between(DSLContext database, long channelId, long lo, long hi, int limit) {
        // Side by side: the first one is the last that begins at or below lo, if it reaches that far.
        Field<Long> before = database.select(max(CHANNEL_COVERAGE.LO))
                .from(CHANNEL_COVERAGE)
                .where(CHANNEL_COVERAGE.CHANNEL_ID.eq(channelId))
                .and(CHANNEL_COVERAGE.LO.le(lo))
                .asField();
        return select(database, channelId)
                .and(CHANNEL_COVERAGE.LO.ge(coalesce(before, inline(lo))))
                .and(CHANNEL_COVERAGE.LO.le(hi))
                .and(CHANNEL_COVERAGE.HI.ge(lo))
                .orderBy(CHANNEL_COVERAGE.LO)
                .limit(limit)
                .fetch(CoverageQueries::interval);
    }

    static Map<Long, ChannelCoverage> byChannel(DSLContext database) {
        return byChannel(database, noCondition());
    }

    static Map<Long, ChannelCoverage> byChannel(DSLContext database, long channelId) {
        return byChannel(database, CHANNEL_COVERAGE.CHANNEL_ID.eq(channelId));
    }

    private static Map<Long, ChannelCoverage> byChannel(DSLContext database, Condition which) {
        Map<Long, ChannelCoverage> channels = new TreeMap<>();
        database.select(CHANNEL_COVERAGE.CHANNEL_ID, CHANNEL_COVERAGE.STATE, FIRST, NEWEST, IDS, INTERVALS)
                .from(CHANNEL_COVERAGE)
                .where(which)
                .groupBy(CHANNEL_COVERAGE.CHANNEL_ID, CHANNEL_COVERAGE.STATE)
                .fetch()
                .forEach(row -> channels.merge(
                        row.get(CHANNEL_COVERAGE.CHANNEL_ID),
                        new ChannelCoverage(
                                row.get(CHANNEL_COVERAGE.CHANNEL_ID),
                                row.get(FIRST),
                                row.get(NEWEST),
                                Map.of(
                                        CoverageState.ofJsonName(row.get(CHANNEL_COVERAGE.STATE)),
                                        row.get(IDS).longValueExact()),
                                row.get(INTERVALS)),
                        CoverageQueries::together));
        return channels;
    }

    private static ChannelCoverage together(ChannelCoverage one, ChannelCoverage other) {
        Map<CoverageState, Long> ids = new EnumMap<>(one.ids());
        ids.putAll(other.ids());
        return new ChannelCoverage(
                one.channelId(),
                Math.min(one.first(), other.first()),
                Math.max(one.newest(), other.newest()),
                ids,
                one.intervals() + other.intervals());
    }

    private static SelectConditionStep<? extends Record> select(DSLContext database, long channelId) {
        return database.select(
                        CHANNEL_COVERAGE.CHANNEL_ID,
                        CHANNEL_COVERAGE.LO,
                        CHANNEL_COVERAGE.HI,
                        CHANNEL_COVERAGE.STATE,
                        CHANNEL_COVERAGE.REASON)
                .from(CHANNEL_COVERAGE)
                .where(CHANNEL_COVERAGE.CHANNEL_ID.eq(channelId));
    }

    private static CoverageInterval interval(Record row) {
        return interval(
                row.get(CHANNEL_COVERAGE.CHANNEL_ID),
                row.get(CHANNEL_COVERAGE.LO),
                row.get(CHANNEL_COVERAGE.HI),
                row.get(CHANNEL_COVERAGE.STATE),
                row.get(CHANNEL_COVERAGE.REASON));
    }

    static CoverageInterval interval(long channelId, long lo, long hi, String state, @Nullable String reason) {
        return new CoverageInterval(channelId, lo, hi, CoverageState.ofJsonName(state), reason);
    }
}
