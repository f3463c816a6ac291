package telegramgateway.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableJsonTest {
    private static final String WHOLE =
            "{\"channelId\":1,\"messageId\":2,\"position\":3,\"kind\":\"posted\",\"timestamp\":\"2026-03-02T10:00:00.000Z\","
                    + "\"receivedAt\":\"2026-03-02T10:00:00.250Z\",\"source\":\"user\",\"account\":\"main\",\"text\":\"abc\"}";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "7", "x", "{", "{}{}", "{\"channelId\":", "\u0000"})
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageJson.decode(json.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"channelId", "messageId", "position", "kind", "receivedAt", "source", "account"})
    void aMissingFieldIsNamed(String field) {
        String without = WHOLE.replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\d+),", "");

        assertThat(without).isNotEqualTo(WHOLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageJson.decode(without.getBytes(UTF_8)))
                .withMessage("\"" + field + "\" is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "channelId":1                      | "channelId":"1"            | "channelId" is no 64-bit number
            "channelId":1                      | "channelId":1.0            | "channelId" is no 64-bit number
            "channelId":1                      | "channelId":9223372036854775808 | "channelId" is no 64-bit number
            "kind":"posted"                    | "kind":"vanished"          | "kind" has the unknown value "vanished"
            "source":"user"                    | "source":7                 | "source" is no string
            "timestamp":"2026-03-02T10:00:00.000Z" | "timestamp":"yesterday" | "timestamp" is no ISO-8601 time
            "text":"abc"                       | "text":{}                  | "text" is no string
            "text":"abc"                       | "albumId":"x"              | "albumId" is no 64-bit number
            "text":"abc"                       | "photos":{}                | "photos" is no array
            "text":"abc"                       | "photos":[{"width":4294967296}] | "width" is no 32-bit number
            "text":"abc"                       | "photos":[{"width":-1}]    | A photo cannot measure -1x0, 0 bytes
            "text":"abc"                       | "entities":[7]             | "type" is missing
            "text":"abc"                       | "entities":[{"type":"bold","offset":0,"length":1}] | A text entity reaches beyond the text
            "text":"abc"                       | "media":7                  | "type" is missing
            "text":"abc"                       | "replyTo":"x"              | "messageId" is missing
            "text":"abc"                       | "forward":{"timestamp":7}  | "timestamp" is no string
            "text":"abc"                       | "text":"\\ud83d"           | The text has a lone surrogate at 0
            """)
    void anImpossibleValueIsRefusedWithItsField(String possible, String impossible, String words) {
        assertThat(WHOLE).contains(possible);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MessageJson.decode(WHOLE.replace(possible, impossible).getBytes(UTF_8)))
                .withMessage(words);
    }

    @Test
    void unknownStringsWithinAnEntityAreItsAttributes() {
        String json = WHOLE.replace(
                "\"text\":\"abc\"",
                "\"text\":\"abc\",\"entities\":[{\"type\":\"b\",\"offset\":0,\"length\":3,\"s\":\"x\",\"n\":1,\"o\":{},\"a\":[]}]");

        Message message = MessageJson.decode(json.getBytes(UTF_8));

        assertThat(message.entities().getFirst().attributes()).hasToString("{s=x}");
        assertThat(message.extra()).containsOnlyKeys("entities/0/n", "entities/0/o", "entities/0/a");
    }
}
