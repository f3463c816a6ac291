package telegramgateway.tpcapital.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalMarksTest {

    @ParameterizedTest(name = "{0} beside {1} in a text about {2} is {3}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            1,04          | none   | none    | 1.04
            0.125         | none   | none    | 0.125
            0,125         | none   | none    | 0.125
            1.250,50      | none   | none    | 1250.50
            1,250.50      | none   | none    | 1250.50
            1.250.000     | none   | none    | 1250000.00
            1250.500      | none   | none    | 1250.50
            7             | none   | none    | 7.00
            0.00000807    | none   | none    | 0.00000807
            1.250         | 0,95   | none    | 1250.00
            1.250         | 0.95   | none    | 1.25
            1,250         | 0.95   | none    | 1250.00
            1.250         | none   | PETR4   | 1.25
            120.500       | none   | WINZ25  | 120500.00
            120.500       | none   | none    | none
            120.500       | 0,1 0.1| none    | none
            1.25.30       | none   | PETR4   | none
            01.250.000    | none   | PETR4   | none
            1234567890    | none   | PETR4   | none
            0.000000001   | none   | PETR4   | none
            0             | none   | PETR4   | none
            """)
    void marksAreToldApartByContext(
            String number, @Nullable String others, @Nullable String code, @Nullable String expected) {
        List<Token> tokens = new ArrayList<>(Tokenizer.tokens(number));
        if (others != null) {
            tokens.addAll(Tokenizer.tokens(others));
        }
        Instrument instrument = code == null ? null : Instrument.of(code).orElseThrow();
        var price = DecimalMarks.of(tokens, instrument).price(number);
        assertThat(price == null ? null : price.toPlainString()).isEqualTo(expected);
    }
}
