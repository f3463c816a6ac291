package telegramgateway.tpcapital.store;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static telegramgateway.message.database.tables.tp_capital.Tables.SIGNAL_EVENTS;
import static telegramgateway.message.database.tables.tp_capital.Tables.TP_CAPITAL_SIGNALS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;
import telegramgateway.message.database.tables.tp_capital.tables.records.TpCapitalSignalsRecord;
import telegramgateway.tpcapital.signal.PriceRange;
import telegramgateway.tpcapital.signal.Side;
import telegramgateway.tpcapital.signal.SignalParser;

/** Brings the signals of one channel in line with decisions that have just taken effect, and records what changed. */
final class SignalWriter {
    private static final List<String> KEY = List.of("channel_id", "message_id");
    private static final List<String> SET_BY_DATABASE = List.of("ingested_at", "updated_at");

    private final DSLContext database;
    private final long channelId;

    SignalWriter(DSLContext database, long channelId) {
        this.database = database;
        this.channelId = channelId;
    }

    void write(List<Decision> decisions) {
        Set<Long> known = known(decisions.stream().map(Decision::messageId).toList());
        List<Decision> signals = decisions.stream()
                .filter(decision -> decision.outcome() == Outcome.SIGNAL)
                .toList();
        upsert(signals);
        List<Long> created = new ArrayList<>();
        List<Long> changed = new ArrayList<>();
        for (Decision decision : signals) {
            (known.contains(decision.messageId()) ? changed : created).add(decision.messageId());
        }
        record("created", created);
        record("changed", changed);
        for (Decision decision : decisions) {
            if (known.contains(decision.messageId())) {
                switch (decision.outcome()) {
                    case DELETED -> end(decision, TP_CAPITAL_SIGNALS.DELETED_AT, "deleted");
                    case INCOMPLETE, NOT_A_SIGNAL -> end(decision, TP_CAPITAL_SIGNALS.WITHDRAWN_AT, "withdrawn");
                    case SIGNAL, FAILED -> {} // a failed edit says nothing about the signal
                }
            }
        }
    }

    private Set<Long> known(Collection<Long> messageIds) {
        return database.select(TP_CAPITAL_SIGNALS.MESSAGE_ID)
                .from(TP_CAPITAL_SIGNALS)
                .where(TP_CAPITAL_SIGNALS.CHANNEL_ID.eq(channelId))
                .and(TP_CAPITAL_SIGNALS.MESSAGE_ID.eq(any(messageIds.toArray(Long[]::new))))
                .fetchSet(TP_CAPITAL_SIGNALS.MESSAGE_ID);
    }

    private void upsert(List<Decision> decisions) {
        List<TpCapitalSignalsRecord> rows = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision.signal() != null) {
                rows.add(row(decision, decision.signal()));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        var insert = database.insertInto(TP_CAPITAL_SIGNALS).set(rows.getFirst());
        for (TpCapitalSignalsRecord row : rows.subList(1, rows.size())) {
            insert = insert.newRecord().set(row);
        }
        var update = insert.onConflict(TP_CAPITAL_SIGNALS.CHANNEL_ID, TP_CAPITAL_SIGNALS.MESSAGE_ID)
                .doUpdate()
                .set(TP_CAPITAL_SIGNALS.UPDATED_AT, currentInstant());
        for (Field<?> field : TP_CAPITAL_SIGNALS.fields()) {
            if (!KEY.contains(field.getName()) && !SET_BY_DATABASE.contains(field.getName())) {
                update = setExcluded(update, field);
            }
        }
        update.where(TP_CAPITAL_SIGNALS.POSITION.lt(excluded(TP_CAPITAL_SIGNALS.POSITION)))
                .execute();
    }

    private static <T> org.jooq.InsertOnDuplicateSetMoreStep<TpCapitalSignalsRecord> setExcluded(
            org.jooq.InsertOnDuplicateSetMoreStep<TpCapitalSignalsRecord> update, Field<T> field) {
        return update.set(field, excluded(field));
    }

    private TpCapitalSignalsRecord row(Decision decision, SignalState signal) {
        PriceRange buy = signal.entry(Side.BUY);
        PriceRange sell = signal.entry(Side.SELL);
        TpCapitalSignalsRecord row = new TpCapitalSignalsRecord();
        row.setChannelId(channelId);
        row.setMessageId(decision.messageId());
        row.setPosition(decision.position());
        row.setTs(signal.sentAt());
        row.setAsset(signal.asset());
        row.setSignalType(signal.signalType());
        row.setSide(signal.side());
        row.setBuyMin(buy == null ? null : buy.min());
        row.setBuyMax(buy == null ? null : buy.max());
        row.setSellMin(sell == null ? null : sell.min());
        row.setSellMax(sell == null ? null : sell.max());
        row.setTarget_1(signal.target(1));
        row.setTarget_2(signal.target(2));
        row.setTargetFinal(signal.finalTarget());
        row.setTargets(signal.targets());
        row.setStop(signal.trade().stop());
        row.setMissing(signal.missing());
        // PostgreSQL's text cannot hold NUL.
        row.setRawMessage(signal.text().replace('\0', '\uFFFD'));
        row.setParserVersion(SignalParser.VERSION);
        row.setSource(signal.source());
        row.setWithdrawnAt(null);
        row.setDeletedAt(null);
        return row;
    }

    private void end(Decision decision, TableField<TpCapitalSignalsRecord, Instant> endedAt, String change) {
        int ended = database.update(TP_CAPITAL_SIGNALS)
                .set(endedAt, decision.changedAt())
                .set(TP_CAPITAL_SIGNALS.POSITION, decision.position())
                .set(TP_CAPITAL_SIGNALS.PARSER_VERSION, SignalParser.VERSION)
                .set(TP_CAPITAL_SIGNALS.UPDATED_AT, currentInstant())
                .where(TP_CAPITAL_SIGNALS.CHANNEL_ID.eq(channelId))
                .and(TP_CAPITAL_SIGNALS.MESSAGE_ID.eq(decision.messageId()))
                .and(TP_CAPITAL_SIGNALS.POSITION.lt(decision.position()))
                .and(endedAt.isNull())
                .execute();
        if (ended > 0) {
            record(change, List.of(decision.messageId()));
        }
    }

    /** Copies the signals as they are now into their history. */
    private void record(String change, Collection<Long> messageIds) {
        if (messageIds.isEmpty()) {
            return;
        }
        List<Field<?>> into = new ArrayList<>();
        List<Field<?>> from = new ArrayList<>();
        for (Field<?> column : SIGNAL_EVENTS.fields()) {
            Field<?> source = TP_CAPITAL_SIGNALS.field(column.getName());
            if (source != null) {
                into.add(column);
                from.add(source);
            }
        }
        into.add(SIGNAL_EVENTS.CHANGE);
        from.add(inline(change));
        database.insertInto(SIGNAL_EVENTS, into)
                .select(database.select(from)
                        .from(TP_CAPITAL_SIGNALS)
                        .where(TP_CAPITAL_SIGNALS.CHANNEL_ID.eq(channelId))
                        .and(TP_CAPITAL_SIGNALS.MESSAGE_ID.eq(any(messageIds.toArray(Long[]::new)))))
                .onConflictDoNothing()
                .execute();
    }
}
