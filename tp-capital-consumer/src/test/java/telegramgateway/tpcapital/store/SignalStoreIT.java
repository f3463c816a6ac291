package telegramgateway.tpcapital.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.message.database.CursorMovedException;
import telegramgateway.tpcapital.TestServers;
import telegramgateway.tpcapital.signal.Reading;
import telegramgateway.tpcapital.signal.SignalParser;
import telegramgateway.tpcapital.store.DecidedPage.CursorMove;

class SignalStoreIT {
    private static final Instant SENT = Instant.parse("2026-01-02T13:04:05Z");
    private static final Instant LATER = Instant.parse("2026-01-02T14:00:00Z");
    private static final String R1 =
            "Swing Trade\nAtivo: BOVAW32\nCompra: 1,04 a 1,06\nAlvo 1: 1,15\nAlvo 2: 2,15\nAlvo final: 3,50\nStop: 0,70";
    private static final String R1_EDITED = R1.replace("0,70", "0,65");
    private static final AtomicLong CHANNELS = new AtomicLong(-1_001_000_000_000L);

    private static TestServers servers;
    private static HikariDataSource pool;
    private static SignalStore store;

    private final long channel = CHANNELS.getAndDecrement();
    private long cursor;

    @BeforeAll
    static void start() {
        servers = TestServers.migrated();
        pool = servers.pool();
        store = new SignalStore(pool, new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() {
        pool.close();
        servers.close();
    }

    @Test
    void aSignalIsARowAnEventAndAVerdictAndMovesTheCursor() {
        List<Decision> effective = write(signal(5807, 10, R1));
        assertThat(effective).hasSize(1);
        assertThat(signals())
                .containsExactly("5807 10 BOVAW32 Swing Trade buy 1.04 1.06 1.15 2.15 3.50 {1.15,2.15,3.50} 0.70 {}");
        assertThat(events()).containsExactly("5807 10 created 0.70");
        assertThat(verdicts()).containsExactly("5807 10 signal null 1");
        assertThat(store.cursor(channel)).isEqualTo(10);
    }

    @Test
    void anEditChangesItsSignalAndKeepsTheHistory() {
        write(signal(5807, 10, R1));
        write(signal(5807, 20, R1_EDITED));
        assertThat(signals()).singleElement().asString().startsWith("5807 20 ").endsWith(" 0.65 {}");
        assertThat(events()).containsExactly("5807 10 created 0.70", "5807 20 changed 0.65");
        assertThat(verdicts()).containsExactly("5807 20 signal null 1");
    }

    @Test
    void anEditIntoSomethingElseWithdrawsTheSignalAndAnotherBringsItBack() {
        write(signal(5807, 10, R1));
        write(other(5807, 20, Outcome.NOT_A_SIGNAL, "follow_up"));
        assertThat(found()).isEmpty();
        assertThat(ends()).containsExactly("5807 2026-01-02 14:00:00+00 null");
        write(signal(5807, 30, R1));
        assertThat(found()).hasSize(1);
        assertThat(ends()).containsExactly("5807 null null");
        assertThat(events()).containsExactly("5807 10 created 0.70", "5807 20 withdrawn 0.70", "5807 30 changed 0.70");
        assertThat(verdicts()).containsExactly("5807 30 signal null 1");
    }

    @Test
    void aDeletionMarksTheSignal() {
        write(signal(5807, 10, R1), signal(5808, 11, R1));
        write(other(5807, 20, Outcome.DELETED, null));
        assertThat(found()).extracting(StoredSignal::messageId).containsExactly(5808L);
        assertThat(ends()).containsExactly("5807 null 2026-01-02 14:00:00+00", "5808 null null");
        assertThat(events()).contains("5807 20 deleted 0.70");
    }

    @Test
    void aSecondWithdrawalIsNoSecondEvent() {
        write(signal(5807, 10, R1));
        write(other(5807, 20, Outcome.NOT_A_SIGNAL, "follow_up"));
        write(other(5807, 30, Outcome.INCOMPLETE, "missing entry"));
        assertThat(events()).containsExactly("5807 10 created 0.70", "5807 20 withdrawn 0.70");
        assertThat(verdicts()).containsExactly("5807 30 incomplete missing entry 1");
    }

    @Test
    void onlyAHigherPositionChangesAnything() {
        write(other(5807, 20, Outcome.DELETED, null));
        List<Decision> late = write(signal(5807, 10, R1), other(5808, 30, Outcome.NOT_A_SIGNAL, "other"));
        List<Decision> again = write(other(5807, 20, Outcome.NOT_A_SIGNAL, "other"));
        assertThat(late).extracting(Decision::messageId).containsExactly(5808L);
        assertThat(again).isEmpty();
        assertThat(signals()).isEmpty();
        assertThat(verdicts()).containsExactly("5807 20 deleted null 1", "5808 30 not_a_signal other 1");
    }

    @Test
    void aPageFromAWrongCursorWritesNothing() {
        write(signal(5807, 10, R1));
        for (long wrong : new long[] {0, 9, 11}) {
            assertThatThrownBy(() -> store.write(
                            new DecidedPage(channel, new CursorMove(wrong, 50), List.of(signal(5809, 50, R1)))))
                    .isInstanceOf(CursorMovedException.class);
        }
        assertThat(store.cursor(channel)).isEqualTo(10);
        assertThat(verdicts()).hasSize(1);
    }

    @Test
    void oneMessageThatTheDatabaseRefusesFailsAloneAndHoldsNothingBack() {
        servers.execute(
                "ALTER TABLE tp_capital.tp_capital_signals ADD CONSTRAINT poison CHECK (asset <> 'PSON3') NOT VALID");
        try {
            String poison = R1.replace("BOVAW32", "PSON3");
            List<Decision> effective =
                    write(signal(1, 10, R1), signal(2, 11, poison), other(3, 12, Outcome.NOT_A_SIGNAL, "news"));
            assertThat(effective)
                    .extracting(Decision::outcome)
                    .containsExactly(Outcome.SIGNAL, Outcome.FAILED, Outcome.NOT_A_SIGNAL);
            assertThat(signals()).hasSize(1);
            assertThat(verdicts().get(1)).startsWith("2 11 failed ").contains("SQLSTATE 23514");
            assertThat(store.cursor(channel)).isEqualTo(12);
        } finally {
            servers.execute("ALTER TABLE tp_capital.tp_capital_signals DROP CONSTRAINT poison");
        }
    }

    @Test
    void aFailedEditLeavesTheSignalAsItWas() {
        write(signal(5807, 10, R1));
        write(other(5807, 20, Outcome.FAILED, "the JSON is no message"));
        assertThat(signals()).singleElement().asString().startsWith("5807 10 ");
        assertThat(verdicts()).containsExactly("5807 20 failed the JSON is no message 1");
    }

    @Test
    void aSaleFillsTheColumnsOfASaleOnly() {
        write(signal(5807, 10, "Ativo: VALE3\nVenda: 70,00 a 70,50\nAlvo 1: 65,00\nStop: 72,00"));
        assertThat(found()).singleElement().satisfies(signal -> {
            assertThat(signal.side()).isEqualTo("sell");
            assertThat(signal.buyMin()).isNull();
            assertThat(signal.buyMax()).isNull();
            assertThat(signal.sellMin()).isEqualTo(new BigDecimal("70.00"));
            assertThat(signal.sellMax()).isEqualTo(new BigDecimal("70.50"));
        });
    }

    @Test
    void pricesComeBackExactlyAndNulIsReplaced() {
        write(signal(5807, 10, "Ativo: BOVAW32\nCompra: 0.125 a 0.130\nAlvo: 0.150\nStop: 0.1\n\0"));
        assertThat(found()).singleElement().satisfies(signal -> {
            assertThat(signal.buyMin()).isEqualTo(new BigDecimal("0.125"));
            assertThat(signal.buyMax()).isEqualTo(new BigDecimal("0.13"));
            assertThat(signal.target1()).isEqualTo(new BigDecimal("0.15"));
            assertThat(signal.targetFinal()).isNull();
            assertThat(signal.stop()).isEqualTo(new BigDecimal("0.10"));
            assertThat(signal.rawMessage()).endsWith("\uFFFD");
        });
    }

    @Test
    void theLastOfSeveralTargetsIsTheFinalOneWhereNoneIsCalledSo() {
        write(signal(5807, 10, "Ativo: WINZ25\nCompra: 120,50\nAlvo 1: 125,00\nAlvo 2: 130,00\nStop: 118,00"));
        assertThat(found())
                .singleElement()
                .extracting(StoredSignal::targetFinal)
                .isEqualTo(new BigDecimal("130.00"));
    }

    private List<Decision> write(Decision... decisions) {
        long next = Math.max(cursor + 1, decisions[decisions.length - 1].position());
        List<Decision> effective =
                store.write(new DecidedPage(channel, new CursorMove(cursor, next), List.of(decisions)));
        cursor = next;
        return effective;
    }

    private static Decision signal(long messageId, long position, String text) {
        Reading reading = SignalParser.parse(text);
        assertThat(reading).isInstanceOf(Reading.Signal.class);
        SignalState state = new SignalState(((Reading.Signal) reading).trade(), SENT, text, "user");
        return new Decision(messageId, position, Outcome.SIGNAL, null, state, SENT);
    }

    private static Decision other(long messageId, long position, Outcome outcome, @Nullable String reason) {
        return new Decision(messageId, position, outcome, reason, null, LATER);
    }

    private List<StoredSignal> found() {
        return store.signals(new SignalQuery(List.of(channel), null, null, null, null, null, 1000));
    }

    private List<String> signals() {
        return servers.rows("""
                SELECT message_id, position, asset, signal_type, side, buy_min, buy_max, target_1, target_2,
                    target_final, targets, stop, missing
                FROM tp_capital.tp_capital_signals WHERE channel_id = %d ORDER BY message_id""".formatted(channel));
    }

    private List<String> ends() {
        return servers.rows(
                "SELECT message_id, withdrawn_at AT TIME ZONE 'UTC' || '+00', deleted_at AT TIME ZONE 'UTC' || '+00'"
                        + " FROM tp_capital.tp_capital_signals WHERE channel_id = " + channel + " ORDER BY message_id");
    }

    private List<String> events() {
        return servers.rows(
                "SELECT message_id, position, change, stop FROM tp_capital.signal_events WHERE channel_id = " + channel
                        + " ORDER BY position");
    }

    private List<String> verdicts() {
        return servers.rows("SELECT message_id, position, outcome, reason, parser_version FROM tp_capital.verdicts"
                + " WHERE channel_id = " + channel + " ORDER BY message_id");
    }
}
