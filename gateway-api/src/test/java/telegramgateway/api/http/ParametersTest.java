package telegramgateway.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import telegramgateway.service.web.ErrorAnswer;
import telegramgateway.service.web.RequestRefusedException;

/** What a client may write in a query or a path, and how it is told what it may not. */
class ParametersTest {
    private static final List<String> KNOWN = List.of("cursor", "limit", "from");

    /** What is no number in any parameter, and no id. */
    static Stream<String> nonsense() {
        return Stream.of(
                "ten",
                "1e2",
                "1.0",
                "0x10",
                " 5",
                "5 ",
                "+5",
                "--5",
                "٣",
                "５",
                "null",
                "\u0000",
                "1\n2",
                "'; DROP TABLE messages;--",
                "99999999999999999999",
                "9".repeat(10_000),
                "x".repeat(39) + "🚀🚀");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1000, 1000", "0100, 100", "'', 100"})
    void aLimitWithinItsBoundsIsTaken(String text, int limit) {
        assertThat(parameters("limit", text).limit()).isEqualTo(limit);
    }

    @Test
    void anAbsentLimitIsAHundred() {
        assertThat(Parameters.of(new MockHttpServletRequest(), KNOWN).limit()).isEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    @ValueSource(strings = {"0", "-0", "-1", "1001", "2147483648", "-2147483649"})
    void aLimitOutsideItsBoundsIsRefused(String text) {
        ErrorAnswer refusal = refusal(() -> parameters("limit", text).limit());

        assertRefused(refusal, "INVALID_LIMIT");
        assertThat(refusal.details().get("min")).isEqualTo(1);
        assertThat(refusal.details().get("max")).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "-1001649127710, -1001649127710",
        "7, 7",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
    })
    void anIdOfSixtyFourBitsIsTaken(String text, long id) {
        assertThat(Ids.chat(text)).isEqualTo(id);
        assertThat(Ids.message("before", text)).isEqualTo(id);
        assertThat(Ids.pageCursor(text)).isEqualTo(id);
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    @ValueSource(strings = {"", "0", "-0", "007", "-", "9223372036854775808", "-9223372036854775809"})
    void anyOtherIdIsRefused(String text) {
        assertRefused(refusal(() -> Ids.chat(text)), "INVALID_ID");
        assertRefused(refusal(() -> Ids.message("before", text)), "INVALID_ID");
        assertRefused(refusal(() -> Ids.pageCursor(text)), "INVALID_CURSOR");
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    @ValueSource(strings = {"2025-02-30", "2025-10-25T12:00:00", "-999999999-01-01T00:00:00Z", "10000-01-01", "T", "1"})
    void whatIsNoTimeIsRefused(String text) {
        assertRefused(refusal(() -> Times.of(parameters("from", text), "from")), "INVALID_TIME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limt", "Limit", "", "limit ", "limit[]", "\u0000"})
    void anUnknownNameIsRefusedAndTheKnownOnesAreListed(String name) {
        ErrorAnswer refusal = refusal(() -> parameters(name, "5"));

        assertRefused(refusal, "UNKNOWN_PARAMETER");
        assertThat(refusal.details().get("known")).isEqualTo(KNOWN);
        assertThat(refusal.details().get("hint")).isEqualTo("Use cursor, limit, from.");
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void anUnknownNameOfAnyKindIsRefused(String name) {
        assertRefused(refusal(() -> parameters(name, "5")), "UNKNOWN_PARAMETER");
    }

    @Test
    void aNameThatIsGivenTwiceIsRefusedEvenWithEqualValues() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addParameter("limit", "5", "5");

        assertRefused(refusal(() -> Parameters.of(request, KNOWN)), "UNKNOWN_PARAMETER");
    }

    @Test
    void whereNothingIsKnownEveryNameIsRefused() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addParameter("limit", "5");

        ErrorAnswer refusal = refusal(() -> Parameters.of(request, List.of()));

        assertRefused(refusal, "UNKNOWN_PARAMETER");
        assertThat(refusal.details().get("hint")).isEqualTo("This path has no parameters.");
    }

    private static Parameters parameters(String name, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addParameter(name, value);
        return Parameters.of(request, KNOWN);
    }

    private static ErrorAnswer refusal(ThrowingCallable call) {
        return catchThrowableOfType(RequestRefusedException.class, call).answer();
    }

    private static void assertRefused(ErrorAnswer refusal, String code) {
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat((String) refusal.details().get("hint")).isNotBlank();
        String json = new String(refusal.json(), StandardCharsets.UTF_8);
        assertThat(json)
                .as("a client's text is shown in part, and no character in halves")
                .hasSizeLessThan(600)
                .doesNotContain("\\uD8");
    }
}
