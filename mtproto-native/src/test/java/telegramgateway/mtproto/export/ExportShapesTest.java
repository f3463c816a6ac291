package telegramgateway.mtproto.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static telegramgateway.mtproto.export.Collected.chat;
import static telegramgateway.mtproto.export.Collected.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;

class ExportShapesTest {
    private static final String CHANNEL = chat("public_channel", 1234567890, entry(7, "\"text\":\"olá\""));

    @Test
    void anExportOfOneChatGivesItsChatAndItsMessages() throws Exception {
        Collected read = Collected.of(CHANNEL);

        assertThat(read.chats).containsExactly(new ExportedChat(-1001234567890L, "Sinais", "public_channel"));
        assertThat(read.messages)
                .extracting(Message::channelId, Message::messageId, Message::text)
                .containsExactly(tuple(-1001234567890L, 7L, "olá"));
    }

    @Test
    void aMessageIsAnUnacceptedObservationOfTheExportAccount() throws Exception {
        Message message = Collected.of(CHANNEL).messages.getFirst();

        assertThat(message.kind()).isEqualTo(MessageKind.POSTED);
        assertThat(message.position()).isEqualTo(Message.UNACCEPTED);
        assertThat(message.source()).isEqualTo(MessageSource.REPLAY);
        assertThat(message.account()).isEqualTo("export");
        assertThat(message.receivedAt()).isEqualTo(Collected.RECEIVED);
        assertThat(message.extra()).isEmpty();
    }

    @Test
    void aFullAccountGivesTheChatsOfBothListsAndPassesOverTheRest() throws Exception {
        Collected read = Collected.of("""
                {"about":"…","personal_information":{"user_id":1,"bio":"[{"},"stories":[{"id":3,"messages":[{"id":4}]}],
                 "contacts":{"list":[{"user_id":9}]},"messages_note":null,
                 "chats":{"about":"…","list":[%s,%s]},"left_chats":{"about":"…","list":[%s]},"other_data":{"chats":[1]}}
                """.formatted(
                        chat("public_channel", 11, entry(1, "")),
                        chat("private_supergroup", 12, entry(1, ""), entry(2, "")),
                        chat("private_channel", 13, entry(3, ""))));

        assertThat(read.chats)
                .extracting(ExportedChat::channelId)
                .containsExactly(-1000000000011L, -1000000000012L, -1000000000013L);
        assertThat(read.messages)
                .as("two chats may have the same message ids")
                .extracting(Message::channelId, Message::messageId)
                .containsExactly(
                        tuple(-1000000000011L, 1L),
                        tuple(-1000000000012L, 1L),
                        tuple(-1000000000012L, 2L),
                        tuple(-1000000000013L, 3L));
    }

    @Test
    void aGzipFileAndAByteOrderMarkAreRecognisedByTheirFirstBytes() throws Exception {
        byte[] marked = ("\uFEFF" + CHANNEL).getBytes(UTF_8);

        assertThat(Collected.of(marked, ZoneOffset.UTC).messages).hasSize(1);
        assertThat(Collected.of(gzip(marked), ZoneOffset.UTC).messages).hasSize(1);
        assertThat(Collected.of(gzip(CHANNEL.getBytes(UTF_8)), ZoneOffset.UTC).messages)
                .hasSize(1);
    }

    @Test
    void aChatWithoutMessagesAndWithoutANameIsAnnounced() throws Exception {
        Collected read = Collected.of("{\"name\":null,\"type\":\"private_channel\",\"id\":5,\"messages\":[]}");

        assertThat(read.chats).containsExactly(new ExportedChat(-1000000000005L, null, "private_channel"));
        assertThat(read.entries()).isZero();
    }

    @Test
    void duplicateIdsAndIdsOutOfOrderPassThroughInTheOrderOfTheFile() throws Exception {
        Collected read = Collected.ofEntries(entry(9, ""), entry(3, ""), entry(9, "\"text\":\"again\""), entry(-5, ""));

        assertThat(read.messages).extracting(Message::messageId).containsExactly(9L, 3L, 9L, -5L);
    }

    @Test
    void everyPrivateConversationIsRejectedAsSuchWhateverItsEntriesAre() throws Exception {
        for (String type :
                new String[] {"personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes"}) {
            Collected read =
                    Collected.of(chat(type, 77, entry(1, "\"text\":\"secret\""), "{\"id\":2,\"type\":\"service\"}"));

            assertThat(read.chats).containsExactly(new ExportedChat(77, "Sinais", type));
            assertThat(read.messages).isEmpty();
            assertThat(read.rejections)
                    .containsExactly(
                            new Rejection(RejectionReason.PRIVATE_CHAT, 77, 1, type),
                            new Rejection(RejectionReason.PRIVATE_CHAT, 77, 2, type));
        }
    }

    @Test
    void entriesOfAChatThatTheFileDoesNotNameAreRejected() throws Exception {
        Collected noId = Collected.of("{\"type\":\"public_channel\",\"messages\":[" + entry(1, "") + "],\"id\":5}");
        Collected noType = Collected.of("{\"id\":5,\"messages\":[" + entry(1, "") + "]}");
        Collected newType = Collected.of(chat("public_galaxy", 5, entry(1, "")));

        assertThat(noId.rejections)
                .containsExactly(new Rejection(RejectionReason.UNKNOWN_CHAT, 0, 1, "public_channel"));
        assertThat(noType.rejections).containsExactly(new Rejection(RejectionReason.UNKNOWN_CHAT, 0, 1, "unknown"));
        assertThat(newType.rejections)
                .containsExactly(new Rejection(RejectionReason.UNKNOWN_CHAT, 0, 1, "public_galaxy"));
    }

    @Test
    void theBytesReadAreThoseOfTheFileAsGiven() throws Exception {
        byte[] packed = gzip(CHANNEL.getBytes(UTF_8));
        ExportReader reader = new ExportReader(
                new ByteArrayInputStream(packed),
                new ExportOptions(ZoneOffset.UTC, MessageSource.IMPORT, InstantSource.system()));

        assertThat(reader.bytesRead()).isZero();
        reader.read(new Collected());
        assertThat(reader.bytesRead()).isEqualTo(packed.length);
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
