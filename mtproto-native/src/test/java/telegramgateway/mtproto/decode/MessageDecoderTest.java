package telegramgateway.mtproto.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.decode.TdSamples.CHANNEL;
import static telegramgateway.mtproto.decode.TdSamples.RECEIVED;
import static telegramgateway.mtproto.decode.TdSamples.accepted;
import static telegramgateway.mtproto.decode.TdSamples.decode;
import static telegramgateway.mtproto.decode.TdSamples.message;
import static telegramgateway.mtproto.decode.TdSamples.object;
import static telegramgateway.mtproto.decode.TdSamples.text;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.message.ForwardOrigin;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.Reply;
import telegramgateway.mtproto.export.RejectionReason;

class MessageDecoderTest {

    private static Message with(String fields) {
        return accepted(text("x", fields)).message();
    }

    private static Decoded refused(RefusalReason reason, long channelId, long messageId) {
        return new Decoded.Refused(reason, channelId, messageId, null);
    }

    @Test
    void aPostKeepsIdsDatesAndWhoSawIt() {
        Message post = accepted(text("Olá")).message();

        assertThat(post.channelId()).isEqualTo(CHANNEL);
        assertThat(post.messageId()).isEqualTo(7);
        assertThat(post.position()).isEqualTo(Message.UNACCEPTED);
        assertThat(post.kind()).isEqualTo(MessageKind.POSTED);
        assertThat(post.sentAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(post.editedAt()).isNull();
        assertThat(post.receivedAt()).isEqualTo(RECEIVED);
        assertThat(post.source()).isEqualTo(MessageSource.USER);
        assertThat(post.account()).isEqualTo("main");
        assertThat(post.text()).isEqualTo("Olá");
        assertThat(post.albumId()).isNull();
        assertThat(post.author()).isNull();
        assertThat(post.extra()).isEmpty();
    }

    @Test
    void editDateAlbumTopicAndSignatureAreKept() {
        Message message = with(
                "\"edit_date\":1772445900,\"media_album_id\":\"13794652345678901\","
                        + "\"topic_id\":{\"@type\":\"messageTopicForum\",\"forum_topic_id\":42},\"author_signature\":\"Redação\"");

        assertThat(message.editedAt()).isEqualTo(Instant.parse("2026-03-02T10:05:00Z"));
        assertThat(message.albumId()).isEqualTo(13794652345678901L);
        assertThat(message.topicId()).isEqualTo(42);
        assertThat(message.author()).isEqualTo("Redação");
        assertThat(with("\"topic_id\":{\"@type\":\"messageTopicThread\",\"message_thread_id\":7340032}")
                        .topicId())
                .isNull();
    }

    @Test
    void senderAndBotAreKeptWhereTheChannelItselfDidNotWrite() {
        assertThat(with("\"sender_id\":{\"@type\":\"messageSenderUser\",\"user_id\":5},\"via_bot_user_id\":6000000000")
                        .extra())
                .hasToString("{sender={\"id\":5}, viaBotId=6000000000}");
        assertThat(with("\"sender_id\":{\"@type\":\"messageSenderChat\",\"chat_id\":-1009}")
                        .extra())
                .hasToString("{sender={\"id\":-1009}}");
    }

    @Test
    void aReplyNamesItsMessageAndTheChatIfItIsAnother() {
        String reply = "\"reply_to\":{\"@type\":\"messageReplyToMessage\",\"chat_id\":%d,\"message_id\":%d}";

        assertThat(with(reply.formatted(CHANNEL, 5L << 20)).replyTo()).isEqualTo(new Reply(5, null));
        assertThat(with(reply.formatted(-1009L, 5L << 20)).replyTo()).isEqualTo(new Reply(5, -1009L));
        assertThat(with(reply.formatted(0, 0)).replyTo()).isNull();
        assertThat(with(reply.formatted(CHANNEL, 5)).replyTo()).isNull();
        assertThat(
                        with("\"reply_to\":{\"@type\":\"messageReplyToStory\",\"story_poster_chat_id\":-1009,\"story_id\":5}")
                                .replyTo())
                .isNull();
    }

    @Test
    void aForwardNamesItsOrigin() {
        String forward = "\"forward_info\":{\"@type\":\"messageForwardInfo\",\"origin\":{\"@type\":\"messageOrigin%s},"
                + "\"date\":1700000000,\"public_service_announcement_type\":\"\"}";
        Instant date = Instant.ofEpochSecond(1700000000);
        Message channel = with(
                forward.formatted("Channel\",\"chat_id\":-1009,\"message_id\":9437184,\"author_signature\":\"Eu\""));

        assertThat(channel.forward()).isEqualTo(new ForwardOrigin(null, -1009L, 9L, date));
        assertThat(channel.extra()).hasToString("{forward/author=\"Eu\"}");
        assertThat(with(forward.formatted("User\",\"sender_user_id\":5")).forward())
                .isEqualTo(new ForwardOrigin(null, 5L, null, date));
        assertThat(with(forward.formatted("HiddenUser\",\"sender_name\":\"Ana\""))
                        .forward())
                .isEqualTo(new ForwardOrigin("Ana", null, null, date));
        assertThat(with(forward.formatted("Chat\",\"sender_chat_id\":-1008,\"author_signature\":\"\""))
                        .forward())
                .isEqualTo(new ForwardOrigin(null, -1008L, null, date));
        assertThat(with("\"forward_info\":{}").forward()).isEqualTo(new ForwardOrigin(null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            7340033, NOT_A_SERVER_MESSAGE, 7340033
            7340034, NOT_A_SERVER_MESSAGE, 7340034
            1,       NOT_A_SERVER_MESSAGE, 1
            0,       INVALID_ID,
            -7340032, INVALID_ID,
            null,    INVALID_ID,
            """)
    void whatTelegramDoesNotKnowIsRefused(String id, RefusalReason reason, String detail) {
        assertThat(decode(text("x", "\"id\":" + id))).isEqualTo(new Decoded.Refused(reason, CHANNEL, 0, detail));
    }

    @ParameterizedTest
    @CsvSource({"5, PRIVATE_CHAT", "-1999999999995, PRIVATE_CHAT", "-2000000000005, PRIVATE_CHAT", "0, UNKNOWN_CHAT"})
    void privateConversationsAreRefused(long chatId, RefusalReason reason) {
        assertThat(decode(text("x", "\"chat_id\":" + chatId))).isEqualTo(refused(reason, chatId, 7));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, -999999999999L, -1000000000001L, -1997852516351L, -2002147483650L})
    void groupsChannelsAndTheirDirectMessagesAreNot(long chatId) {
        assertThat(with("\"chat_id\":" + chatId).channelId()).isEqualTo(chatId);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            messageChatAddMembers,  SERVICE
            messagePinMessage,      SERVICE
            messageForumTopicCreated, SERVICE
            messageUnsupported,     UNSUPPORTED
            messageHologram,        UNKNOWN_TYPE
            """)
    void whatIsNoMessageIsRefusedWithItsType(String type, RefusalReason reason) {
        assertThat(decode(message(object("{\"@type\":\"" + type + "\"}"))))
                .isEqualTo(new Decoded.Refused(reason, CHANNEL, 7, type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "{}", "{\"@type\":\"a text of somebody\"}", "{\"@type\":7}"})
    void aContentWithoutATypeIsRefusedAndItsTextIsNotTold(String content) {
        assertThat(decode(text("x", "\"content\":" + content)))
                .isEqualTo(refused(RefusalReason.UNKNOWN_TYPE, CHANNEL, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "0, DATE_OUT_OF_RANGE", "-1, DATE_OUT_OF_RANGE", "1356998399, DATE_OUT_OF_RANGE",
        "2147483648, DATE_OUT_OF_RANGE", "null, INVALID_DATE", "{}, INVALID_DATE"
    })
    void aDateThatNoMessageCanHaveIsRefused(String date, RefusalReason reason) {
        assertThat(decode(text("x", "\"date\":" + date))).isEqualTo(refused(reason, CHANNEL, 7));
    }

    @Test
    void theLongestTextIsTakenAndOneUnitMoreIsRefused() {
        String longest = "a".repeat(Message.MAX_TEXT_LENGTH);

        assertThat(accepted(text(longest)).message().text()).isEqualTo(longest);
        assertThat(decode(text(longest + "b"))).isEqualTo(refused(RefusalReason.TEXT_TOO_LONG, CHANNEL, 7));
    }

    @Test
    void reasonsAreNamedAsThoseOfAnExport() {
        assertThat(Arrays.stream(RejectionReason.values()).map(RejectionReason::jsonName))
                .containsAll(Arrays.stream(RefusalReason.values())
                        .filter(reason -> reason != RefusalReason.NOT_A_SERVER_MESSAGE)
                        .map(RefusalReason::jsonName)
                        .toList());
    }
}
