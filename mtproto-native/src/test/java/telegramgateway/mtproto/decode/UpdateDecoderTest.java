package telegramgateway.mtproto.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.decode.TdSamples.CHANNEL;
import static telegramgateway.mtproto.decode.TdSamples.RECEIVED;
import static telegramgateway.mtproto.decode.TdSamples.decode;
import static telegramgateway.mtproto.decode.TdSamples.message;
import static telegramgateway.mtproto.decode.TdSamples.object;
import static telegramgateway.mtproto.decode.TdSamples.text;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.message.MessageSource;
import tools.jackson.databind.node.ObjectNode;

class UpdateDecoderTest {
    private static final UpdateDecoder DECODER = new UpdateDecoder("main", MessageSource.USER);

    private static Observation observed(String type, String fields) {
        return DECODER.decode(
                object("{\"@type\":\"" + type + "\"" + (fields.isEmpty() ? "" : ",") + fields + "}"), RECEIVED);
    }

    private static Observation observed(String type, ObjectNode message, String fields) {
        ObjectNode update = object("{\"@type\":\"" + type + "\"" + fields + "}");
        update.set("message", message);
        return DECODER.decode(update, RECEIVED);
    }

    @Test
    void aNewMessageIsDecoded() {
        assertThat(observed("updateNewMessage", text("Olá"), ""))
                .isEqualTo(new Observation.Posted(decode(text("Olá"))));
        assertThat(observed("updateNewMessage", ""))
                .isEqualTo(new Observation.Posted(new Decoded.Refused(RefusalReason.UNKNOWN_CHAT, 0, 0, null)));
    }

    @Test
    void aSentMessageKeepsItsLocalId() {
        assertThat(observed("updateMessageSendSucceeded", text("Olá"), ",\"old_message_id\":7340033"))
                .isEqualTo(new Observation.Sent(7340033, decode(text("Olá"))));
    }

    @Test
    void changesAndEditsNameTheirMessage() {
        String ids = "\"chat_id\":-1001234567890,\"message_id\":7340032";

        assertThat(observed("updateMessageContent", ids + ",\"new_content\":{\"@type\":\"messageText\"}"))
                .isEqualTo(new Observation.ContentChanged(CHANNEL, 7));
        assertThat(observed("updateMessageEdited", ids + ",\"edit_date\":1772445900"))
                .isEqualTo(new Observation.Edited(CHANNEL, 7, Instant.parse("2026-03-02T10:05:00Z")));
        assertThat(observed("updateMessageEdited", ids + ",\"edit_date\":0"))
                .isEqualTo(new Observation.Edited(CHANNEL, 7, null));
        assertThat(observed("updateMessageEdited", "\"chat_id\":-1001234567890,\"message_id\":7340033"))
                .isEqualTo(new Observation.Ignored("updateMessageEdited"));
    }

    @ParameterizedTest
    @CsvSource({"true,false,true", "true,true,false", "false,false,false", "false,true,false", "null,false,false"})
    void onlyWhatIsGoneForGoodIsDeleted(String permanent, String fromCache, boolean deleted) {
        Observation observed = observed(
                "updateDeleteMessages",
                "\"chat_id\":-1001234567890,\"message_ids\":[7340032,7340033,\"8388608\",null,-1],\"is_permanent\":"
                        + permanent + ",\"from_cache\":" + fromCache);

        assertThat(observed)
                .isEqualTo(
                        deleted
                                ? new Observation.Deleted(CHANNEL, List.of(7L, 8L))
                                : new Observation.Ignored("updateDeleteMessages"));
    }

    @Test
    void aChatWithoutItsLastMessageMayHaveAGap() {
        assertThat(observed("updateChatLastMessage", "\"chat_id\":-1001234567890,\"positions\":[]"))
                .isEqualTo(new Observation.PossibleGap(CHANNEL));
        assertThat(observed("updateChatLastMessage", "\"chat_id\":-1001234567890,\"last_message\":null"))
                .isEqualTo(new Observation.PossibleGap(CHANNEL));
        assertThat(observed("updateChatLastMessage", "\"chat_id\":-1001234567890,\"last_message\":{}"))
                .isEqualTo(new Observation.Ignored("updateChatLastMessage"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "@type":"chatTypeSupergroup","supergroup_id":1234567890,"is_channel":true  | CHANNEL
            "@type":"chatTypeSupergroup","supergroup_id":1234567890,"is_channel":false | SUPERGROUP
            "@type":"chatTypeBasicGroup","basic_group_id":5                            | BASIC_GROUP
            "@type":"chatTypePrivate","user_id":5                                      | PRIVATE
            "@type":"chatTypeSecret","secret_chat_id":5,"user_id":5                    | PRIVATE
            "@type":"chatTypeHologram"                                                 |
            """)
    void aNewChatHasAKind(String type, @Nullable ChatKind kind) {
        assertThat(observed(
                        "updateNewChat",
                        "\"chat\":{\"id\":-1001234567890,\"title\":\"Sinais\",\"type\":{" + type + "}}"))
                .isEqualTo(
                        kind == null
                                ? new Observation.Ignored("updateNewChat")
                                : new Observation.ChatFound(CHANNEL, kind, "Sinais"));
    }

    @Test
    void titlesAndUsernamesAreKeptCurrent() {
        assertThat(observed("updateChatTitle", "\"chat_id\":-1001234567890,\"title\":\"Novo\""))
                .isEqualTo(new Observation.TitleChanged(CHANNEL, "Novo"));
        assertThat(observed("updateSupergroup", """
                "supergroup":{"@type":"supergroup","id":1234567890,"is_channel":true,
                "usernames":{"active_usernames":["sinais","outro"],"editable_username":"sinais"},
                "status":{"@type":"chatMemberStatusMember","member_until_date":0}}
                """))
                .isEqualTo(new Observation.SupergroupChanged(CHANNEL, ChatKind.CHANNEL, "sinais", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "@type":"chatMemberStatusAdministrator"                   | true
            "@type":"chatMemberStatusCreator","is_member":true        | true
            "@type":"chatMemberStatusCreator","is_member":false       | false
            "@type":"chatMemberStatusRestricted","is_member":true     | true
            "@type":"chatMemberStatusLeft"                            | false
            "@type":"chatMemberStatusBanned","banned_until_date":0    | false
            """)
    void whoHasLeftAChannelIsToldApart(String status, boolean joined) {
        assertThat(observed("updateSupergroup", "\"supergroup\":{\"id\":1234567890,\"status\":{" + status + "}}"))
                .isEqualTo(new Observation.SupergroupChanged(CHANNEL, ChatKind.SUPERGROUP, null, joined));
    }

    @Test
    void aGroupThatBecameASupergroupIsToldFromBothSides() {
        Observation migrated = new Observation.Migrated(-5, CHANNEL);
        ObjectNode to = message(object("{\"@type\":\"messageChatUpgradeTo\",\"supergroup_id\":1234567890}"));
        to.put("chat_id", -5);
        ObjectNode from =
                message(object("{\"@type\":\"messageChatUpgradeFrom\",\"title\":\"G\",\"basic_group_id\":5}"));

        assertThat(observed("updateNewMessage", to, "")).isEqualTo(migrated);
        assertThat(observed("updateNewMessage", from, "")).isEqualTo(migrated);
        assertThat(observed("updateBasicGroup", "\"basic_group\":{\"id\":5,\"upgraded_to_supergroup_id\":1234567890}"))
                .isEqualTo(migrated);
        assertThat(observed("updateBasicGroup", "\"basic_group\":{\"id\":5,\"upgraded_to_supergroup_id\":0}"))
                .isEqualTo(new Observation.Ignored("updateBasicGroup"));
    }

    @ParameterizedTest
    @CsvSource({
        "WaitingForNetwork, WAITING_FOR_NETWORK", "ConnectingToProxy, CONNECTING_TO_PROXY", "Connecting, CONNECTING",
        "Updating, UPDATING", "Ready, READY", "Dreaming,"
    })
    void theConnectionHasAState(String type, @Nullable ConnectionState state) {
        assertThat(observed("updateConnectionState", "\"state\":{\"@type\":\"connectionState" + type + "\"}"))
                .isEqualTo(
                        state == null
                                ? new Observation.Ignored("updateConnectionState")
                                : new Observation.ConnectionChanged(state));
    }

    @Test
    void aStepOfTheLoginKeepsItsDetailsAndDoesNotShowThem() {
        Observation observed = observed(
                "updateAuthorizationState",
                "\"authorization_state\":{\"@type\":\"authorizationStateWaitOtherDeviceConfirmation\",\"link\":\"tg://login?token=secret\"}");

        assertThat(observed)
                .isInstanceOfSatisfying(Observation.AuthorizationChanged.class, login -> {
                    assertThat(login.state()).isEqualTo("WaitOtherDeviceConfirmation");
                    assertThat(login.details().get("link").stringValue()).isEqualTo("tg://login?token=secret");
                })
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void aSecondUserOfTheSessionIsToldApartFromNews() {
        assertThat(observed("updateServiceNotification", "\"type\":\"AUTH_KEY_DROP_DUPLICATE\",\"content\":{}"))
                .isEqualTo(new Observation.SessionThreatened("AUTH_KEY_DROP_DUPLICATE"));
        assertThat(observed("updateServiceNotification", "\"type\":\"NEWS\"")).isInstanceOf(Observation.Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "updateOption",
                "updateForumTopicInfo",
                "updateMessageContent",
                "updateDeleteMessages",
                "updateNewChat",
                "updateChatTitle",
                "updateSupergroup",
                "updateConnectionState",
                "updateAuthorizationState",
                "updateChatLastMessage",
                "updateServiceNotification"
            })
    void theRestIsIgnoredByName(String type) {
        assertThat(observed(type, "")).isEqualTo(new Observation.Ignored(type));
    }

    @Test
    void whatHasNoNameIsIgnoredWithoutOne() {
        assertThat(DECODER.decode(object("{}"), RECEIVED)).isEqualTo(new Observation.Ignored(""));
        assertThat(observed("a text of somebody", "")).isEqualTo(new Observation.Ignored(""));
    }
}
