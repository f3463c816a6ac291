package telegramgateway.mtproto.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ResponseEntity;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;

class TelegramRefusalTest {
    private static ResponseEntity<byte[]> answer(int code, String reason, SessionState state, boolean settled) {
        TdError e = TdError.of(
                "getChat", TdLibrary.request("error").put("code", code).put("message", reason));
        return TelegramRefusal.of(e, state, settled, "the hint");
    }

    private static String body(ResponseEntity<byte[]> answer) {
        return new String(answer.getBody(), UTF_8);
    }

    @Test
    void whatTelegramRefusesIsAConflictWithItsReason() {
        ResponseEntity<byte[]> answer = answer(400, "Chat not found", SessionState.READY, true);
        assertThat(answer.getStatusCode().value()).isEqualTo(409);
        assertThat(body(answer)).contains("Telegram refuses: Chat not found", "the hint");
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized, AWAITING_LOGIN, false",
        "400, Initialization parameters are needed, OPENING, false",
        "401, Unauthorized, READY, true",
        "500, Request aborted, READY, true",
        "400, Chat not found, READY, false",
    })
    void whatSaysNothingOfTheRequestIsNoRefusal(int code, String reason, SessionState state, boolean settled) {
        ResponseEntity<byte[]> answer = answer(code, reason, state, settled);
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(body(answer)).contains("TELEGRAM_AWAY", reason).doesNotContain("the hint");
        assertThat(body(answer)).contains(state.needsLogin() ? state.remedy() : "Wait");
    }

    @Test
    void aFloodWaitSaysWhen() {
        ResponseEntity<byte[]> answer = answer(429, "Too Many Requests: retry after 7", SessionState.READY, true);
        assertThat(answer.getStatusCode().value()).isEqualTo(429);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("7");
    }
}
