package telegramgateway.tpcapital.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentTest {

    @ParameterizedTest
    @CsvSource({
        "PETR4,SHARE",
        "BOVA11,SHARE",
        "B3SA3,SHARE",
        "A1MD34,SHARE",
        "KLBN11,SHARE",
        "PETR4F,SHARE",
        "BOVAW32,OPTION",
        "LRENW150,OPTION",
        "KLBNK177,OPTION",
        "PETRA30W1,OPTION",
        "WINZ25,FUTURE",
        "WDOF26,FUTURE"
    })
    void codesOfTheExchangeAreKnownByTheirShape(String word, Instrument.Kind kind) {
        assertThat(Instrument.of(word)).contains(new Instrument(word, kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"INVESTIDOR", "ENTRADA", "VAMOS", "PETR", "PETR20", "ALVO1", "STOP", "TP1", "1000", "USDT", "S3"
            })
    void otherWordsAreNone(String word) {
        assertThat(Instrument.of(word)).isEmpty();
    }
}
