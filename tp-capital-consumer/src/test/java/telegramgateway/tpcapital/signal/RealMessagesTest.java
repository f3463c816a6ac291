package telegramgateway.tpcapital.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.tpcapital.signal.Readings.incomplete;
import static telegramgateway.tpcapital.signal.Readings.reason;
import static telegramgateway.tpcapital.signal.Readings.show;
import static telegramgateway.tpcapital.signal.Readings.signal;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.tpcapital.signal.Reading.Reason;
import telegramgateway.tpcapital.signal.Trade.Part;

/** The shapes that the real channels post, R1 to R14. */
class RealMessagesTest {
    private static final String SWING = """
            🟢Swing Trade\s

            Ativo: BOVAW32
            Compra: 1,04 a 1,06
            Alvo 1: 1,15
            Alvo 2: 2,15
            Alvo final: 3,50

            Stop: 0,70

            A ordem ficará posicionada no Book até dia 28/10""";

    @Test
    @DisplayName("R1: a swing trade with all its levels")
    void swingTrade() {
        assertThat(show(signal(SWING)))
                .isEqualTo("Swing Trade buy BOVAW32 1.04-1.06 targets 1:1.15 2:2.15 final 3.50 stop 0.70");
    }

    @Test
    @DisplayName("R2: a blank stop makes an incomplete signal, not an invented stop")
    void blankStop() {
        var reading = incomplete(
                "🟢Swing Trade\nAtivo: BOVAW14\nCompra: 0,64 a 0,66\nAlvo 1: 0,75\nAlvo 2: 1,40\nAlvo final: 2,50\nStop:");
        assertThat(reading.missing()).containsExactly(Part.STOP);
        assertThat(reading.actionable()).isTrue();
        assertThat(show(reading.trade()))
                .isEqualTo("Swing Trade buy BOVAW14 0.64-0.66 targets 1:0.75 2:1.40 final 2.50 stop -");
    }

    @Test
    @DisplayName("R13: the normalised layout without colons")
    void withoutColons() {
        assertThat(show(signal("""
                DATA 07/10/2025 17:25:59
                CANAL Desconhecido
                TIPO Swing Trade
                ATIVO BEEFW655
                COMPRA 0.25-0.27
                ALVO 1 0.35
                ALVO 2 0.56
                ALVO FINAL 2.00
                STOP 0.16""")))
                .isEqualTo("Swing Trade buy BEEFW655 0.25-0.27 targets 1:0.35 2:0.56 final 2.00 stop 0.16");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            R3  | BOVAW22 ALVO 1 ATINGIDO ✅⏎+17,02%                           | FOLLOW_UP
            R4  | CYREW296 stop⏎-25%                                          | FOLLOW_UP
            R5  | BOVA11⏎⏎O ativo veio tocar novamente a região do 144...     | COMMENTARY
            R6  | PETZ3 - O ativo está fazendo uma flâmula...                 | COMMENTARY
            R8  | ITUB4 - O ativo está em tendência de alta...                | COMMENTARY
            R9  | Bom dia, investidor! IBOVESPA...                            | GREETING
            R11 | Qualicorp conclui venda...                                  | NEWS
            R14 | [OK] BEEFW655 processado as 14:32:45                        | CONFIRMATION
            X25 | '   ⏎⇥  '                                                   | NO_TEXT
            X26 | Operação CANCELADA - ignore o sinal anterior                | FOLLOW_UP
            X27 | Stop loss movido para breakeven em VALE3                    | FOLLOW_UP
            -   | https://youtu.be/abc123 @tpcapital                          | LINK
            -   | Qualicorp conclui venda de R$ 800 milhões em ativos          | NEWS
            -   | 🚀🚀                                                         | NO_TEXT
            -   | PETR4 pode buscar 32,50 na semana                           | COMMENTARY
            -   | LINKBTC 06-01 09:38⏎ALVO 1: 0.00045013 WWW (+5,37%)          | FOLLOW_UP
            """)
    void whatIsNoSignalSaysWhy(String name, String text, Reason reason) {
        assertThat(reason(text.replace("⏎", "\n").replace("⇥", "\t"))).isEqualTo(reason);
    }

    @Test
    void aCancellationAtTheTopOfAnEditedSignalTakesItBack() {
        assertThat(reason("❌ OPERAÇÃO CANCELADA\n" + SWING)).isEqualTo(Reason.FOLLOW_UP);
    }

    @Test
    void aNoteAboutCancellingBelowTheLevelsLeavesTheSignal() {
        assertThat(signal(SWING + "\nDepois a ordem será cancelada").instrument())
                .isNotNull();
    }
}
