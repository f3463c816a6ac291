package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisValueTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1001, -1001",
        "1795176000000001, 1795176000000001",
        "1.795176000000001e+15, 1795176000000001",
        "9223372036854775807, 9223372036854775807",
    })
    void aWholeNumberIsReadToItsLastDigit(String text, long number) {
        assertThat(RedisValue.number(bytes(text))).isEqualTo(number);
        assertThat(RedisValue.optionalNumber(bytes(text))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "floor", "1.5", "inf", "nan", "9223372036854775808", "1e999999999", "1 2"})
    void whatIsNoWholeNumberIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RedisValue.number(bytes(text)));
        assertThatIllegalArgumentException().isThrownBy(() -> RedisValue.optionalNumber(bytes(text)));
    }

    @Test
    void onlyAnOptionalNumberMayBeAbsent() {
        assertThat(RedisValue.optionalNumber(null)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> RedisValue.number(null));
    }

    @Test
    void onlyBytesAreText() {
        assertThat(RedisValue.text(bytes("Olá"))).isEqualTo("Olá");
        assertThatIllegalArgumentException().isThrownBy(() -> RedisValue.text(7L));
        assertThatIllegalArgumentException().isThrownBy(() -> RedisValue.text(null));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
