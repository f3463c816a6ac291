package telegramgateway.mtproto.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.mtproto.decode.TdIds;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

class OutboxTest {
    private static final long CHAT = -1_009_000_000_000L;
    private static final long LOCAL_ID = 5;

    private static TdError error(int code) {
        return TdError.of("sendMessage", json(code));
    }

    private static ObjectNode json(int code) {
        return TdLibrary.request("error").put("code", code).put("message", "Request aborted");
    }

    private static void assertUnknown(Outbox outbox) {
        assertThatThrownBy(() -> outbox.post(CHAT, "text", null))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("not known whether the message was posted")
                .extracting(e -> ((SessionException) e).hint())
                .asString()
                .contains("look before you post it again");
    }

    @Test
    void whatTelegramHasTakenHasItsNumber() throws InterruptedException {
        Outbox outbox = new Outbox((_, _) -> TdLibrary.request("message").put("id", LOCAL_ID), _ -> {});
        outbox.take(told("updateMessageSendSucceeded"));
        assertThat(outbox.post(CHAT, "text", null)).isEqualTo(7);
    }

    private static ObjectNode told(String type) {
        ObjectNode update = TdLibrary.request(type).put("old_message_id", LOCAL_ID);
        update.putObject("message").put("chat_id", CHAT).put("id", 7L << TdIds.SERVER_ID_SHIFT);
        return update;
    }

    @Test
    void ofWhatIsBrokenOffNobodyKnowsWhetherItWasPosted() {
        assertUnknown(new Outbox(
                (_, _) -> {
                    throw error(500);
                },
                _ -> {}));
        assertUnknown(new Outbox(
                (_, _) -> {
                    throw new SessionException("Telegram did not answer", "Try again.");
                },
                _ -> {}));
        Outbox failed = new Outbox((_, _) -> TdLibrary.request("message").put("id", LOCAL_ID), _ -> {});
        ObjectNode update = told("updateMessageSendFailed");
        update.set("error", json(500));
        failed.take(update);
        assertUnknown(failed);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 429})
    void whatIsRefusedWasNotPosted(int code) {
        Outbox outbox = new Outbox(
                (_, _) -> {
                    throw error(code);
                },
                _ -> {});
        assertThatThrownBy(() -> outbox.post(CHAT, "text", null)).isInstanceOf(TdError.class);
    }
}
