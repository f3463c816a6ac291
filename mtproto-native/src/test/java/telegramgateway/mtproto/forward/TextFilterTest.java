package telegramgateway.mtproto.forward;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFilterTest {

    @Test
    void isFoundAnywhereInTheText() {
        TextFilter filter = TextFilter.of("(?i)\\bbuy\\b");
        assertThat(filter.isFoundIn("please Buy now")).isTrue();
        assertThat(filter.isFoundIn("a buyer")).isFalse();
        assertThat(filter.isFoundIn("")).isFalse();
    }

    static List<String> slowElsewhere() {
        return List.of(
                "(.*a){20}$", "(.*){12}[xyz]b", "(a+a+)+c", "^(a|b)*$", "(?:|)".repeat(190) + "x", "(?:.?){100}x");
    }

    @ParameterizedTest
    @MethodSource("slowElsewhere")
    void noExpressionTakesLong(String expression) {
        TextFilter filter = TextFilter.of(expression);
        String text = "a".repeat(4_096) + "!";
        assertTimeoutPreemptively(
                ofSeconds(10), () -> assertThat(filter.isFoundIn(text)).isFalse());
        assertTimeoutPreemptively(ofSeconds(10), () -> filter.isFoundIn(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?:(?:){2000000000}){2000000000}",
                "((((((((((x{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})",
                "(?:){0,101}",
                "(?:){101,}",
                "x{99999999999999999999}"
            })
    void countsThatMultiplyToTooMuchAreRefused(String expression) {
        assertTimeoutPreemptively(
                ofSeconds(5),
                () -> assertThatThrownBy(() -> TextFilter.of(expression))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("multiplied"));
    }

    @Test
    void smallCountsAreFine() {
        assertThat(TextFilter.of("[A-Z]{4}\\d{1,2}").isFoundIn("buy PETR4")).isTrue();
        assertThat(TextFilter.of("(?i)AÇÃO").isFoundIn("uma ação")).isTrue();
    }

    @Test
    void aLongTextIsSearchedToItsEnd() {
        assertThat(TextFilter.of("needle$").isFoundIn("hay ".repeat(50_000) + "needle"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(", "[a", "*", "(?=a)", "(a)\\1"})
    void whatIsNoExpressionIsRefusedInWords(String expression) {
        assertThatThrownBy(() -> TextFilter.of(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?i).*(regular expression|characters).*");
    }

    @Test
    void anExpressionHasALimit() {
        assertThat(TextFilter.of("a".repeat(TextFilter.LENGTH_MAX))).isNotNull();
        assertThatThrownBy(() -> TextFilter.of("a".repeat(TextFilter.LENGTH_MAX + 1)))
                .hasMessageContaining(String.valueOf(TextFilter.LENGTH_MAX));
    }
}
