package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartPositionTest {

    @ParameterizedTest
    @CsvSource({
        "head, 9223372036854775807",
        "Oldest, 0",
        "1970-01-01T00:00:01Z, 999999",
        "1970-01-01T00:00:00Z, 0",
        "1763726400000000, 1763726400000000",
    })
    void aStartIsAWordADateOrAPosition(String text, long position) {
        assertThat(StartPosition.parse("X", text)).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "-1", "2026-01-31", "99999999999999999999", "+1000000-01-01T00:00:00Z"})
    void anythingElseIsRefusedWithTheNameOfTheSetting(String text) {
        assertThatThrownBy(() -> StartPosition.parse("RABBITMQ_START", text)).hasMessageContaining("RABBITMQ_START");
    }
}
