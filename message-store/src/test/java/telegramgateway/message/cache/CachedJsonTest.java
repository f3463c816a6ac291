package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedJsonTest {

    @Test
    void thePositionOfAMessageIsFound() {
        assertThat(CachedJson.position(
                        TestMessages.event(-1001, 7, TestRedis.NOW, 0).json()))
                .isEqualTo(TestRedis.NOW);
    }

    @Test
    void thePositionOfAnythingInsideIsNotTheMessages() {
        assertThat(position("{\"reply\":{\"position\":1},\"list\":[{\"position\":2}],\"position\":3}"))
                .isEqualTo(3);
    }

    /** What cannot be read is older than every place, and so a miss. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[{\"position\":7}]",
                "{}",
                "{\"text\":\"position\"}",
                "{\"position\":\"7\"}",
                "{\"position\":null}",
                "{\"position\":9223372036854775808}",
                "{\"channelId\":-1001,\"posi",
                "\u0000",
            })
    void whatCannotBeReadProvesNothing(String json) {
        assertThat(position(json)).isNegative();
    }

    private static long position(String json) {
        return CachedJson.position(json.getBytes(UTF_8));
    }
}
