package telegramgateway.mtproto.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnneededUpdatesTest {

    private static boolean contain(String update) {
        return UnneededUpdates.contain(update.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@type\":\"updateChatLastMessage\",\"chat_id\":-1001,\"last_message\":{\"@type\":\"message\"},\"positions\":[]}",
                "{\"@type\":\"updateChatReadInbox\",\"chat_id\":-1001,\"unread_count\":5}",
                "{\"@type\":\"updateUserStatus\"}",
            })
    void whatComesWithEveryPostIsNotNeeded(String update) {
        assertThat(contain(update)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@type\":\"updateNewMessage\",\"message\":{\"@type\":\"message\",\"id\":1}}",
                "{\"@type\":\"updateChatLastMessage\",\"chat_id\":-1001,\"positions\":[]}",
                "{\"@type\":\"updateChatLastMessage\",\"chat_id\":-1001,\"last_message\":null}",
                "{\"@type\":\"updateChatLastMessage\",\"positions\":[],\"chat_id\":-1001,\"last_message\":{}}",
                "{\"@type\":\"updateChatReadInboxes\"}",
                "{\"@type\":\"updateAuthorizationState\"}",
                "{\"@type\":\"updateDeleteMessages\",\"note\":\"updateUserStatus\"}",
                "{ \"@type\": \"updateUserStatus\" }",
                "{\"@type\":\"",
                "{\"@type\":\"updateChatLastMessage",
                "[]",
                "",
            })
    void everythingElseIs(String update) {
        assertThat(contain(update)).isFalse();
    }
}
