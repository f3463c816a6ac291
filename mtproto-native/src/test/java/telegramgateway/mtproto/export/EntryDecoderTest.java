package telegramgateway.mtproto.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static telegramgateway.mtproto.export.Collected.chat;
import static telegramgateway.mtproto.export.Collected.entry;
import static telegramgateway.mtproto.export.Collected.message;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.message.ForwardOrigin;
import telegramgateway.message.Message;
import telegramgateway.message.Reply;

class EntryDecoderTest {

    @Test
    void whatIsNoMessageIsRejectedWithItsReasonAndId() throws Exception {
        Collected read = Collected.ofEntries(
                "{\"id\":1,\"type\":\"service\",\"date_unixtime\":\"1772445600\",\"action\":\"pin_message\",\"message_id\":5}",
                "{\"id\":2,\"type\":\"unsupported\"}",
                "{\"id\":3,\"type\":\"hologram\"}",
                "{\"id\":4}",
                "null",
                "[1,{\"id\":5}]",
                "\"text\"",
                entry(0, ""),
                "{\"id\":\"9\",\"type\":\"message\",\"date_unixtime\":\"1772445600\"}",
                "{\"id\":1e99999999,\"type\":\"message\",\"date_unixtime\":\"1772445600\"}",
                "{\"id\":99999999999999999999,\"type\":\"message\",\"date_unixtime\":\"1772445600\"}",
                entry(10, ""));

        assertThat(read.rejections)
                .extracting(Rejection::reason, Rejection::messageId, Rejection::detail)
                .containsExactly(
                        tuple(RejectionReason.SERVICE, 1L, "pin_message"),
                        tuple(RejectionReason.UNSUPPORTED, 2L, null),
                        tuple(RejectionReason.UNKNOWN_TYPE, 3L, "hologram"),
                        tuple(RejectionReason.UNKNOWN_TYPE, 4L, null),
                        tuple(RejectionReason.NOT_AN_OBJECT, 0L, null),
                        tuple(RejectionReason.NOT_AN_OBJECT, 0L, null),
                        tuple(RejectionReason.NOT_AN_OBJECT, 0L, null),
                        tuple(RejectionReason.INVALID_ID, 0L, null),
                        tuple(RejectionReason.INVALID_ID, 0L, null),
                        tuple(RejectionReason.INVALID_ID, 0L, null),
                        tuple(RejectionReason.INVALID_ID, 0L, null));
        assertThat(read.rejections).allMatch(rejection -> rejection.channelId() == -1001234567890L);
        assertThat(read.messages).extracting(Message::messageId).containsExactly(10L);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "1356998399", "2147483648", "4102444800", "99999999999999"})
    void aDateThatNoTelegramMessageCanHaveIsRejected(long unixTime) throws Exception {
        Collected read = Collected.ofEntries(
                "{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"" + unixTime + "\",\"text\":\"x\"}");

        assertThat(read.reasons()).containsExactly(RejectionReason.DATE_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"date\":\"yesterday\"",
                "\"date\":20260302",
                "\"date_unixtime\":\"\"",
                "\"date_unixtime\":{}",
                "\"date_unixtime\":\"999999999999999999\"",
                "\"text\":\"no date\""
            })
    void aDateThatCannotBeReadIsRejected(String fields) throws Exception {
        Collected read = Collected.ofEntries("{\"id\":1,\"type\":\"message\"," + fields + "}");

        assertThat(read.reasons()).containsExactly(RejectionReason.INVALID_DATE);
    }

    @Test
    void anOldExportWithoutUnixTimesIsReadInTheZoneOfItsMachine() throws Exception {
        String old =
                "{\"id\":1,\"type\":\"message\",\"date\":\"2021-01-01T00:05:40\",\"edited\":\"2021-01-01T08:00:00\"}";
        Collected read = Collected.of(chat("public_channel", 5, old), ZoneId.of("America/Sao_Paulo"));

        Message message = read.messages.getFirst();
        assertThat(message.sentAt()).isEqualTo(Instant.parse("2021-01-01T03:05:40Z"));
        assertThat(message.editedAt()).isEqualTo(Instant.parse("2021-01-01T11:00:00Z"));
    }

    @Test
    void localTimesAroundAChangeOfTheClocksAreReadAndStayInTheOrderOfTheFile() throws Exception {
        Collected read = Collected.of(
                chat(
                        "public_channel",
                        5,
                        "{\"id\":1,\"type\":\"message\",\"date\":\"2021-10-31T02:59:00\"}",
                        "{\"id\":2,\"type\":\"message\",\"date\":\"2021-10-31T02:01:00\"}",
                        "{\"id\":3,\"type\":\"message\",\"date\":\"2021-03-28T02:30:00\"}"),
                ZoneId.of("Europe/Berlin"));

        assertThat(read.messages)
                .extracting(Message::messageId, Message::sentAt)
                .containsExactly(
                        tuple(1L, Instant.parse("2021-10-31T00:59:00Z")),
                        tuple(2L, Instant.parse("2021-10-31T00:01:00Z")),
                        tuple(3L, Instant.parse("2021-03-28T01:30:00Z")));
    }

    @Test
    void aUnixTimeWinsOverTheLocalDateAndMayBeANumber() throws Exception {
        Collected read = Collected.of(
                chat(
                        "public_channel",
                        5,
                        "{\"id\":1,\"type\":\"message\",\"date\":\"2020-01-01T00:00:00\",\"date_unixtime\":1772445600}",
                        "{\"id\":2,\"type\":\"message\",\"date\":\"2026-03-02T10:00:00Z\"}"),
                ZoneId.of("Asia/Tokyo"));

        assertThat(read.messages).extracting(Message::sentAt).containsOnly(Instant.parse("2026-03-02T10:00:00Z"));
    }

    @Test
    void theLastEditIsKeptAndTheEditDate1970OfVeryOldExportsIsIgnored() throws Exception {
        assertThat(message("\"edited\":\"2026-03-02T10:05:00\",\"edited_unixtime\":\"1772445900\"")
                        .editedAt())
                .isEqualTo(Instant.parse("2026-03-02T10:05:00Z"));
        assertThat(message("\"edited\":\"1970-01-01T01:00:00\"").editedAt()).isNull();
        assertThat(message("\"edited\":\"1970-01-01T00:00:00\",\"edited_unixtime\":\"0\"")
                        .editedAt())
                .isNull();
        assertThat(message("").editedAt()).isNull();
    }

    @Test
    void aReplyNamesItsMessageAndTheChatIfItIsAnother() throws Exception {
        assertThat(message("\"reply_to_message_id\":5").replyTo()).isEqualTo(new Reply(5, null));
        assertThat(message("\"reply_to_message_id\":5,\"reply_to_peer_id\":\"channel77\"")
                        .replyTo())
                .isEqualTo(new Reply(5, -1000000000077L));
        assertThat(message("\"reply_to_message_id\":5,\"reply_to_peer_id\":\"channel1234567890\"")
                        .replyTo())
                .isEqualTo(new Reply(5, null));
        assertThat(message("\"reply_to_message_id\":-999999995").replyTo())
                .as("messages of a migrated basic group have negative ids")
                .isEqualTo(new Reply(-999999995, null));
        assertThat(message("\"reply_to_message_id\":0").replyTo()).isNull();
        assertThat(message("\"reply_to_message_id\":\"5\"").replyTo()).isNull();
    }

    @Test
    void aForwardHasTheNameOfItsOriginUnlessThatIsHidden() throws Exception {
        assertThat(message("\"forwarded_from\":\"Agência\"").forward())
                .isEqualTo(new ForwardOrigin("Agência", null, null, null));
        assertThat(message("\"forwarded_from\":null").forward()).isEqualTo(new ForwardOrigin(null, null, null, null));
        assertThat(message("\"forwarded_from\":\"A\",\"forwarded_from_id\":\"channel9\"")
                        .forward())
                .isEqualTo(new ForwardOrigin("A", -1000000000009L, null, null));
        assertThat(message("").forward()).isNull();
    }

    @Test
    void signatureSenderBotAndSavedOriginAreKept() throws Exception {
        Message post = message("\"from\":\"Sinais\",\"from_id\":\"channel1234567890\",\"author\":\"Redação\"");
        Message inGroup =
                message("\"from\":\"Ana\",\"from_id\":\"user5\",\"via_bot\":\"@gif\",\"saved_from\":\"Canal\"");
        Message deletedAccount = message("\"from\":null,\"from_id\":\"user5\"");

        assertThat(post.author()).isEqualTo("Redação");
        assertThat(post.extra()).isEmpty();
        assertThat(inGroup.extra())
                .hasToString("{savedFrom=\"Canal\", sender={\"id\":5,\"name\":\"Ana\"}, viaBot=\"@gif\"}");
        assertThat(deletedAccount.extra()).hasToString("{sender={\"id\":5}}");
    }

    @Test
    void theLongestTextIsTakenAndOneUnitMoreIsRejected() throws Exception {
        String longest = "a".repeat(Message.MAX_TEXT_LENGTH);
        Collected read = Collected.ofEntries(
                entry(1, "\"text\":\"" + longest + "\""),
                entry(2, "\"text\":\"" + longest + "b\""),
                entry(3, "\"text\":[\"" + longest + "\",{\"type\":\"bold\",\"text\":\"b\"}]"));

        assertThat(read.messages).extracting(Message::messageId).containsExactly(1L);
        assertThat(read.reasons()).containsExactly(RejectionReason.TEXT_TOO_LONG, RejectionReason.TEXT_TOO_LONG);
    }
}
