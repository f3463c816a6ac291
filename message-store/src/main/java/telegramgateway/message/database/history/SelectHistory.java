package telegramgateway.message.database.history;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.MESSAGES;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record1;
import org.jooq.Select;
import telegramgateway.message.database.history.HistoryQuery.Order;
import telegramgateway.message.database.tables.telegram_gateway.tables.Messages;

/**
 * The query of a piece of history. Its index is {@code messages_history}, or {@code messages_words} where words are
 * looked for and the planner takes them to be rare.
 */
final class SelectHistory {

    private static final Messages ANCHOR = MESSAGES.as("anchor");

    private SelectHistory() {}

    static Select<Record1<String>> of(DSLContext jooq, HistoryQuery query) {
        return jooq.select(MESSAGES.JSON)
                .from(MESSAGES)
                .where(MESSAGES.CHANNEL_ID.eq(query.channelId()))
                .and(MESSAGES.DELETED_AT.isNull())
                .and(query.from() == null ? noCondition() : MESSAGES.SENT_AT.ge(query.from()))
                .and(query.to() == null ? noCondition() : MESSAGES.SENT_AT.lt(query.to()))
                .and(before(query))
                .and(after(query))
                .and(matches(query.channelId(), query.filter()))
                .orderBy(order(query))
                .limit(query.limit());
    }

    private static List<OrderField<?>> order(HistoryQuery query) {
        return query.order() == Order.OLDEST_FIRST
                ? List.of(MESSAGES.SENT_AT.asc(), MESSAGES.MESSAGE_ID.asc())
                : List.of(MESSAGES.SENT_AT.desc(), MESSAGES.MESSAGE_ID.desc());
    }

    /** The message that the id names, or else the nearest below it, tells the time to start from. */
    private static Condition before(HistoryQuery query) {
        if (query.before() == null) {
            return noCondition();
        }
        Field<Instant> anchor = field(select(ANCHOR.SENT_AT)
                .from(ANCHOR)
                .where(ANCHOR.CHANNEL_ID.eq(query.channelId()))
                .and(ANCHOR.MESSAGE_ID.le(query.before()))
                .and(ANCHOR.SENT_AT.isNotNull())
                .orderBy(ANCHOR.MESSAGE_ID.desc())
                .limit(1));
        return row(MESSAGES.SENT_AT, MESSAGES.MESSAGE_ID).lt(row(anchor, val(query.before())));
    }

    /** The message that the id names, or else the nearest above it, tells the time to start from. */
    private static Condition after(HistoryQuery query) {
        if (query.after() == null) {
            return noCondition();
        }
        Field<Instant> anchor = field(select(ANCHOR.SENT_AT)
                .from(ANCHOR)
                .where(ANCHOR.CHANNEL_ID.eq(query.channelId()))
                .and(ANCHOR.MESSAGE_ID.ge(query.after()))
                .and(ANCHOR.SENT_AT.isNotNull())
                .orderBy(ANCHOR.MESSAGE_ID.asc())
                .limit(1));
        return row(MESSAGES.SENT_AT, MESSAGES.MESSAGE_ID).gt(row(anchor, val(query.after())));
    }

    private static Condition matches(long channelId, HistoryFilter filter) {
        Condition matches = noCondition();
        if (filter.kind() != null) {
            matches = matches.and(MESSAGES.KIND.eq(filter.kind().jsonName()));
        }
        if (filter.media() != null) {
            matches = matches.and(media(filter.media()));
        }
        if (filter.author() != null) {
            matches = matches.and(MESSAGES.AUTHOR.eq(filter.author()));
        }
        return filter.words() == null ? matches : matches.and(WordCondition.of(channelId, filter.words()));
    }

    private static Condition media(String type) {
        return switch (type) {
            case HistoryFilter.ANY_MEDIA -> MESSAGES.MEDIA_TYPE.isNotNull().or(hasPhotos());
            case HistoryFilter.PHOTO -> hasPhotos();
            default -> MESSAGES.MEDIA_TYPE.eq(type);
        };
    }

    /** The JSON is canonical: within a text the quotation marks would be escaped. */
    private static Condition hasPhotos() {
        return MESSAGES.JSON.contains("\"photos\":[{");
    }
}
