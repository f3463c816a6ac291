package telegramgateway.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import telegramgateway.service.web.ErrorAnswer;

/** The form of every answer, as the specification of the API gives it, to the letter. */
class EnvelopeTest {

    @Test
    void aPageOfMessages() {
        ResponseEntity<byte[]> answer = Envelope.start()
                .meta("count", 2)
                .meta("hasMore", true)
                .messages(List.of(bytes("{\"messageId\":1}"), bytes("{\"messageId\":2}")), "456");

        assertThat(body(answer))
                .isEqualTo("{\"success\":true,"
                        + "\"data\":{\"messages\":[{\"messageId\":1},{\"messageId\":2}],\"nextCursor\":\"456\"},"
                        + "\"meta\":{\"count\":2,\"hasMore\":true,\"executionTime\":#}}");
    }

    @Test
    void anEmptyPageBehindWhichNothingFollows() {
        assertThat(body(Envelope.start().messages(List.of(), null)))
                .isEqualTo("{\"success\":true,\"data\":{\"messages\":[],\"nextCursor\":null},"
                        + "\"meta\":{\"executionTime\":#}}");
    }

    @Test
    void oneMessage() {
        assertThat(body(Envelope.start().meta("source", "database").message(bytes("{\"messageId\":1}"))))
                .isEqualTo("{\"success\":true,\"data\":{\"message\":{\"messageId\":1}},"
                        + "\"meta\":{\"source\":\"database\",\"executionTime\":#}}");
    }

    @Test
    void anythingElse() {
        assertThat(body(Envelope.start().data(Map.of("channels", List.of()))))
                .isEqualTo("{\"success\":true,\"data\":{\"channels\":[]},\"meta\":{\"executionTime\":#}}");
    }

    @Test
    void aMessagePassesByteForByte() {
        String message = "{ \"text\" : \"Olá \\u0000 🚀 \\\"\" }";

        assertThat(body(Envelope.start().message(bytes(message)))).contains("{\"message\":" + message + "}");
        assertThat(body(Envelope.start().messages(List.of(bytes(message)), null)))
                .contains("[" + message + "]");
    }

    @Test
    void itIsJsonThatNobodyKeeps() {
        ResponseEntity<byte[]> answer = Envelope.start().messages(List.of(), null);

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
    }

    @Test
    void anError() {
        ErrorAnswer answer = ErrorCode.INVALID_LIMIT
                .refuse("limit is \"5\n000\"", "Leave limit out for 100.", Map.of("max", 1000))
                .answer();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(new String(answer.json(), UTF_8))
                .isEqualTo("{\"success\":false,\"error\":{\"code\":\"INVALID_LIMIT\","
                        + "\"message\":\"limit is \\\"5\\n000\\\"\","
                        + "\"details\":{\"max\":1000,\"hint\":\"Leave limit out for 100.\"}}}");
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorSaysWhatToDo(ErrorCode code) {
        ErrorAnswer answer = code.refuse("What is wrong", "What to do.").answer();

        assertThat(answer.status()).isBetween(400, 503).isNotEqualTo(500);
        assertThat(answer.code()).isEqualTo(code.name()).matches("[A-Z]+(_[A-Z]+)*");
        assertThat(new String(answer.json(), UTF_8)).endsWith("\"details\":{\"hint\":\"What to do.\"}}}");
    }

    /** The answer with its execution time, which must be whole milliseconds, taken out. */
    private static String body(ResponseEntity<byte[]> answer) {
        return new String(Objects.requireNonNull(answer.getBody()), UTF_8)
                .replaceFirst("\"executionTime\":[0-9]{1,4}}}$", "\"executionTime\":#}}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
