package telegramgateway.tpcapital.store;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static telegramgateway.message.database.tables.tp_capital.Tables.TP_CAPITAL_SIGNALS;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import telegramgateway.message.database.tables.tp_capital.tables.records.TpCapitalSignalsRecord;
import telegramgateway.tpcapital.store.SignalQuery.Place;

/** Reads signals. Every condition is applied before the limit. */
final class SelectSignals {
    private SelectSignals() {}

    static List<StoredSignal> of(DSLContext database, SignalQuery query) {
        return database.selectFrom(TP_CAPITAL_SIGNALS)
                .where(TP_CAPITAL_SIGNALS.DELETED_AT.isNull())
                .and(TP_CAPITAL_SIGNALS.WITHDRAWN_AT.isNull())
                .and(conditions(query))
                .orderBy(
                        TP_CAPITAL_SIGNALS.TS.desc(),
                        TP_CAPITAL_SIGNALS.CHANNEL_ID.desc(),
                        TP_CAPITAL_SIGNALS.MESSAGE_ID.desc())
                .limit(query.limit())
                .fetch(SelectSignals::signal);
    }

    private static Condition conditions(SignalQuery query) {
        Condition all = noCondition();
        if (!query.channelIds().isEmpty()) {
            all = all.and(
                    TP_CAPITAL_SIGNALS.CHANNEL_ID.eq(any(query.channelIds().toArray(Long[]::new))));
        }
        if (query.type() != null) {
            all = all.and(TP_CAPITAL_SIGNALS.SIGNAL_TYPE.equalIgnoreCase(query.type()));
        }
        if (query.search() != null) {
            all = all.and(TP_CAPITAL_SIGNALS
                    .ASSET
                    .containsIgnoreCase(query.search())
                    .or(TP_CAPITAL_SIGNALS.RAW_MESSAGE.containsIgnoreCase(query.search())));
        }
        if (query.from() != null) {
            all = all.and(TP_CAPITAL_SIGNALS.TS.ge(query.from()));
        }
        if (query.to() != null) {
            all = all.and(TP_CAPITAL_SIGNALS.TS.lt(query.to()));
        }
        Place after = query.after();
        if (after != null) {
            all = all.and(row(TP_CAPITAL_SIGNALS.TS, TP_CAPITAL_SIGNALS.CHANNEL_ID, TP_CAPITAL_SIGNALS.MESSAGE_ID)
                    .lt(after.ts(), after.channelId(), after.messageId()));
        }
        return all;
    }

    private static StoredSignal signal(TpCapitalSignalsRecord row) {
        return new StoredSignal(
                row.getChannelId(),
                row.getMessageId(),
                row.getTs(),
                row.getAsset(),
                row.getSignalType(),
                row.getSide(),
                row.getBuyMin(),
                row.getBuyMax(),
                row.getSellMin(),
                row.getSellMax(),
                row.getTarget_1(),
                row.getTarget_2(),
                row.getTargetFinal(),
                List.of(row.getTargets()),
                row.getStop(),
                List.of(row.getMissing()),
                row.getRawMessage(),
                row.getSource(),
                row.getIngestedAt(),
                row.getUpdatedAt());
    }
}
