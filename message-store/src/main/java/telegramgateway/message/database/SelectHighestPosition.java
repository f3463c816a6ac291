package telegramgateway.message.database;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.CHANNELS;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.CONSUMER_CURSORS;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.DELIVERY_CURSORS;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.MESSAGES;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.MESSAGE_EVENTS;
import static telegramgateway.message.database.tables.tp_capital.Tables.VERDICTS;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;

/**
 * The highest position of all tables and cursors. Goes from channel to channel, each of which has an index by position,
 * so that it costs the same for a long history as for a short one.
 */
final class SelectHighestPosition {

    private SelectHighestPosition() {}

    static long from(DSLContext jooq) {
        long highest = 0;
        highest = Math.max(
                highest, value(jooq, select(max(DELIVERY_CURSORS.POSITION)).from(DELIVERY_CURSORS)));
        highest = Math.max(
                highest, value(jooq, select(max(CONSUMER_CURSORS.POSITION)).from(CONSUMER_CURSORS)));
        highest = Math.max(
                highest,
                perChannel(
                        jooq,
                        select(max(MESSAGES.POSITION))
                                .from(MESSAGES)
                                .where(MESSAGES.CHANNEL_ID.eq(CHANNELS.CHANNEL_ID))));
        highest = Math.max(
                highest,
                perChannel(
                        jooq,
                        select(max(VERDICTS.POSITION))
                                .from(VERDICTS)
                                .where(VERDICTS.CHANNEL_ID.eq(CHANNELS.CHANNEL_ID))));
        // Last and above what is known: the bound spares a hypertable from opening its old chunks.
        return Math.max(
                highest,
                perChannel(
                        jooq,
                        select(max(MESSAGE_EVENTS.POSITION))
                                .from(MESSAGE_EVENTS)
                                .where(MESSAGE_EVENTS.CHANNEL_ID.eq(CHANNELS.CHANNEL_ID))
                                .and(MESSAGE_EVENTS.POSITION.gt(highest))));
    }

    private static long perChannel(DSLContext jooq, Select<Record1<Long>> highestOfChannel) {
        return value(jooq, select(max(field(highestOfChannel))).from(CHANNELS));
    }

    private static long value(DSLContext jooq, Select<Record1<Long>> highest) {
        Field<Long> orZero = coalesce(field(highest), inline(0L));
        Long value = jooq.select(orZero).fetchSingle().value1();
        return value;
    }
}
