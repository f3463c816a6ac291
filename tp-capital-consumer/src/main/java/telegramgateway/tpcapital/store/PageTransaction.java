package telegramgateway.tpcapital.store;

import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.row;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.CONSUMER_CURSORS;
import static telegramgateway.message.database.tables.tp_capital.Tables.VERDICTS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import telegramgateway.message.database.CursorMovedException;
import telegramgateway.message.database.DataRefusedException;
import telegramgateway.message.database.SqlErrors;
import telegramgateway.tpcapital.signal.SignalParser;
import telegramgateway.tpcapital.store.DecidedPage.CursorMove;

/** Writes one page within a transaction that is already open. */
final class PageTransaction {
    /** Local to the transaction: a pool hands the session to somebody else afterwards. */
    private static final String TIMEOUTS = "SET LOCAL statement_timeout = '30s'; SET LOCAL lock_timeout = '10s';"
            + " SET LOCAL idle_in_transaction_session_timeout = '30s'";

    private final DSLContext database;
    private final DecidedPage page;

    PageTransaction(DSLContext database, DecidedPage page) {
        this.database = database;
        this.page = page;
    }

    List<Decision> write(List<Decision> decisions) {
        begin();
        return writeTo(database, decisions);
    }

    /** Slow, for a page with something in it that the database refuses: that one alone fails. */
    List<Decision> writeOneByOne() {
        begin();
        List<Decision> written = new ArrayList<>();
        for (Decision decision : inLockOrder(page.decisions())) {
            written.addAll(writeAlone(decision));
        }
        return written;
    }

    private void begin() {
        database.execute(TIMEOUTS);
        if (page.move() != null) {
            // First: its row lock keeps a second reader of the feed out until the end.
            move(page.move());
        }
    }

    private void move(CursorMove move) {
        int moved = database.update(CONSUMER_CURSORS)
                .set(CONSUMER_CURSORS.POSITION, move.next())
                .set(CONSUMER_CURSORS.UPDATED_AT, currentInstant())
                .where(CONSUMER_CURSORS.CONSUMER.eq(SignalStore.CONSUMER))
                .and(CONSUMER_CURSORS.CHANNEL_ID.eq(page.channelId()))
                .and(CONSUMER_CURSORS.POSITION.eq(move.expected()))
                .execute();
        if (moved == 0 && move.expected() == 0) {
            moved = database.insertInto(CONSUMER_CURSORS)
                    .set(CONSUMER_CURSORS.CONSUMER, SignalStore.CONSUMER)
                    .set(CONSUMER_CURSORS.CHANNEL_ID, page.channelId())
                    .set(CONSUMER_CURSORS.POSITION, move.next())
                    .onConflictDoNothing()
                    .execute();
        }
        if (moved == 0) {
            throw new CursorMovedException("The cursor of " + SignalStore.CONSUMER + " for channel " + page.channelId()
                    + " does not stand at " + move.expected());
        }
    }

    private List<Decision> writeAlone(Decision decision) {
        try {
            return database.transactionResult(savepoint -> writeTo(savepoint.dsl(), List.of(decision)));
        } catch (DataAccessException e) {
            RuntimeException explained = SqlErrors.explain(e);
            if (explained instanceof DataRefusedException) {
                return writeTo(database, List.of(decision.failed(String.valueOf(explained.getMessage()))));
            }
            throw explained;
        }
    }

    private List<Decision> writeTo(DSLContext writer, List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return List.of();
        }
        Set<Long> fresh = verdicts(writer, decisions);
        List<Decision> effective = decisions.stream()
                .filter(decision -> fresh.contains(decision.messageId()))
                .toList();
        new SignalWriter(writer, page.channelId()).write(effective);
        return effective;
    }

    /** In one order for all writers, so that two of them cannot wait for each other. */
    private static List<Decision> inLockOrder(List<Decision> decisions) {
        return decisions.stream()
                .sorted(Comparator.comparingLong(Decision::messageId))
                .toList();
    }

    /**
     * The messages whose verdict is new or has changed. Their rows stay locked until the end: of two that write the
     * same message, by whatever way it came to them, the second sees what the first has made of it.
     */
    private Set<Long> verdicts(DSLContext writer, List<Decision> decisions) {
        var rows = inLockOrder(decisions).stream()
                .map(decision -> row(
                        page.channelId(),
                        decision.messageId(),
                        decision.position(),
                        decision.outcome().jsonName(),
                        decision.reason(),
                        SignalParser.VERSION))
                .toList();
        return writer.insertInto(
                        VERDICTS,
                        VERDICTS.CHANNEL_ID,
                        VERDICTS.MESSAGE_ID,
                        VERDICTS.POSITION,
                        VERDICTS.OUTCOME,
                        VERDICTS.REASON,
                        VERDICTS.PARSER_VERSION)
                .valuesOfRows(rows)
                .onConflict(VERDICTS.CHANNEL_ID, VERDICTS.MESSAGE_ID)
                .doUpdate()
                .set(VERDICTS.POSITION, excluded(VERDICTS.POSITION))
                .set(VERDICTS.OUTCOME, excluded(VERDICTS.OUTCOME))
                .set(VERDICTS.REASON, excluded(VERDICTS.REASON))
                .set(VERDICTS.PARSER_VERSION, excluded(VERDICTS.PARSER_VERSION))
                .set(VERDICTS.DECIDED_AT, currentInstant())
                .where(VERDICTS.POSITION.lt(excluded(VERDICTS.POSITION)))
                .returning(VERDICTS.MESSAGE_ID)
                .fetchSet(VERDICTS.MESSAGE_ID);
    }
}
