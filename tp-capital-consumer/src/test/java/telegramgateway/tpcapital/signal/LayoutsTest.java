package telegramgateway.tpcapital.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.tpcapital.signal.Readings.show;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.tpcapital.signal.Reading.Incomplete;
import telegramgateway.tpcapital.signal.Reading.NotASignal;
import telegramgateway.tpcapital.signal.Reading.Signal;

/** Other layouts that documents of the original system show (X forms), and what is doubtful in a layout. */
class LayoutsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            🎯 SINAL DE COMPRA⏎⏎📊 ATIVO: PETR4⏎💰 COMPRA: 28.50 - 28.80⏎🎯 ALVO 1: 29.20⏎🎯 ALVO 2: 29.80⏎🏁 ALVO FINAL: 30.50⏎🛑 STOP: 27.90 | - buy PETR4 28.50-28.80 targets 1:29.20 2:29.80 final 30.50 stop 27.90
            Ativo: WINZ25⏎Compra: 120,50 a 121,00⏎Alvo 1: 125,00⏎Alvo 2: 130,00⏎Stop: 118,00 | - buy WINZ25 120.50-121.00 targets 1:125.00 2:130.00 final - stop 118.00
            🟢 COMPRA PETR4⏎Entrada: R$ 30,50⏎Stop Loss: R$ 29,80⏎Alvo 1: R$ 31,20⏎Alvo 2: R$ 31,80 | - buy PETR4 30.50-30.50 targets 1:31.20 2:31.80 final - stop 29.80
            COMPRA: PETR4 @ R$ 38.50 - Stop: R$ 37.80 - Alvo: R$ 40.00 | - buy PETR4 38.50-38.50 targets -:40.00 final - stop 37.80
            BUY PETR4 8.50-8.55 / T1 8.70 T2 8.85 TF 9.00 / S 8.30 | - buy PETR4 8.50-8.55 targets 1:8.70 2:8.85 final 9.00 stop 8.30
            PETR4 COMPRA entre 28.50-28.80 alvos 29.20, 29.50, 29.80 stop 27.80 | - buy PETR4 28.50-28.80 targets -:29.20 -:29.50 -:29.80 final - stop 27.80
            PETR4⏎COMPRA: 28.50 a 29.00⏎ALVO 1: 30.00⏎STOP: 27.50 | - buy PETR4 28.50-29.00 targets 1:30.00 final - stop 27.50
            Ativo: PETR4␍⏎Compra:␍⏎28,50 até 29,00␍⏎Alvo1: 30␍⏎Stop: 27,50␍⏎ | - buy PETR4 28.50-29.00 targets 1:30.00 final - stop 27.50
            Ativo: WINZ25⏎Venda: 120.500 a 120.600⏎Alvo 1: 119.000⏎Stop gain: 118.000⏎Stop: 121.000 | - sell WINZ25 120500.00-120600.00 targets 1:119000.00 -:118000.00 final - stop 121000.00
            Ativo: IBOV11⏎Compra: 1.250,50⏎Alvo: 1.300⏎Stop: 1.200,00 | - buy IBOV11 1250.50-1250.50 targets -:1300.00 final - stop 1200.00
            Scalping⏎Ativo: PETR4⏎Compra: 28,50⏎Alvo: 29,00⏎Stop: 28,00 no fechamento | Scalping buy PETR4 28.50-28.50 targets -:29.00 final - stop 28.00
            """)
    void completeSignals(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SELL VALE3 STOP: 68.00 GAIN: 65.00 TF: 1h | - sell VALE3 - targets -:65.00 final - stop 68.00
            COMPRA WINZ25 @ 120500                    | - buy WINZ25 120500.00-120500.00 targets - final - stop -
            ATIVO VALE3 COMPRA: 50.00 A 52.00         | - buy VALE3 50.00-52.00 targets - final - stop -
            ATIVO: ABEV3 COMPRA DE: 12.50 ATÉ 13.00   | - buy ABEV3 12.50-13.00 targets - final - stop -
            AtIvO: PeTr4 CoMpRa: 25.00                | - buy PETR4 25.00-25.00 targets - final - stop -
            ATIVO: PETR4⏎COMPRA: 25.00⏎ALVO GERAL: 30.00 | - buy PETR4 25.00-25.00 targets - final 30.00 stop -
            ATIVO: PETR4 STOP: 20.00                  | - - PETR4 - targets - final - stop 20.00
            """)
    void incompleteSignals(String text, String expected) {
        assertThat(read(text)).isEqualTo("incomplete " + expected);
    }

    /** Each would be a wrong price if it were guessed. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Ativo: PETR4⏎Compra: 28,50⏎Alvo: 29,00⏎Stop: 2 candles            | - buy PETR4 28.50-28.50 targets -:29.00 final - stop -
            Ativo: PETR4⏎Compra: 28,50⏎Alvo: 100 pontos⏎Stop: 28,00           | - buy PETR4 28.50-28.50 targets - final - stop 28.00
            Ativo: PETR4⏎Compra: 28,50 28,90⏎Alvo: 29,00⏎Stop: 28,00          | - buy PETR4 - targets -:29.00 final - stop 28.00
            Ativo: PETR4⏎Compra: 28,50⏎Compra: 27,50⏎Alvo: 29,00⏎Stop: 26,00  | - buy PETR4 - targets -:29.00 final - stop 26.00
            Ativo: PETR4⏎Compra: 28,50⏎Alvo 1: 29⏎Alvo 1: 30⏎Stop: 26,00      | - buy PETR4 28.50-28.50 targets - final - stop 26.00
            Ativo: PETR4⏎Compra: 28,50⏎Venda: 30,00⏎Alvo: 31⏎Stop: 26,00      | - - PETR4 - targets -:31.00 final - stop 26.00
            Sinal de VENDA⏎Ativo: PETR4⏎Compra: 28,50⏎Alvo: 31⏎Stop: 26,00    | - - PETR4 - targets -:31.00 final - stop 26.00
            PETR4 ou VALE3⏎Compra: 28,50⏎Alvo: 31⏎Stop: 26,00                 | - buy - 28.50-28.50 targets -:31.00 final - stop 26.00
            Ativo: PETR4⏎Compra: 28,50 a 28,5O⏎Alvo: 31⏎Stop: 26,00           | - buy PETR4 - targets -:31.00 final - stop 26.00
            Ativo: PETR4⏎Compra: 0,80-84⏎Alvo: 0,99⏎Stop: 0,70                | - buy PETR4 - targets -:0.99 final - stop 0.70
            Ativo: PETR4⏎Compra: 28,50⏎Alvo: 31⏎Stop: 26,0000000001           | - buy PETR4 28.50-28.50 targets -:31.00 final - stop -
            Ativo: PETR4⏎Compra: 28,50⏎Alvo: 31⏎Stop: 0,00                    | - buy PETR4 28.50-28.50 targets -:31.00 final - stop -
            Ativo: PETR4⏎Compra: 28,50⏎Alvo: 31⏎Stop: 1.25,30                 | - buy PETR4 28.50-28.50 targets -:31.00 final - stop -
            """)
    void doubtIsNeverResolvedByGuessing(String text, String expected) {
        assertThat(read(text)).isEqualTo("incomplete " + expected);
    }

    private static String read(String text) {
        Reading reading = SignalParser.parse(text.replace("␍", "\r").replace("⏎", "\n"));
        return switch (reading) {
            case Signal signal -> show(signal.trade());
            case Incomplete incomplete -> "incomplete " + show(incomplete.trade());
            case NotASignal not -> not.reason().toString();
        };
    }
}
