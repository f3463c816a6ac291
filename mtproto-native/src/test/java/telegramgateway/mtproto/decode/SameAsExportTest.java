package telegramgateway.mtproto.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.decode.TdSamples.accepted;
import static telegramgateway.mtproto.decode.TdSamples.message;
import static telegramgateway.mtproto.decode.TdSamples.object;
import static telegramgateway.mtproto.decode.TdSamples.text;

import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.export.ExportException;
import telegramgateway.mtproto.export.ExportListener;
import telegramgateway.mtproto.export.ExportOptions;
import telegramgateway.mtproto.export.ExportReader;
import telegramgateway.mtproto.export.ExportedChat;
import telegramgateway.mtproto.export.Rejection;
import tools.jackson.databind.node.ObjectNode;

/** One message, received live and read from an export of Telegram Desktop, is one state of one message. */
class SameAsExportTest {

    private static Message exported(String fields) throws ExportException {
        String file = "{\"name\":\"Sinais\",\"type\":\"public_channel\",\"id\":1234567890,\"messages\":[{\"id\":7,"
                + "\"type\":\"message\",\"date_unixtime\":\"1772445600\"," + fields + "}]}";
        List<Message> messages = new ArrayList<>();
        ExportListener listener = new ExportListener() {
            @Override
            public void chat(ExportedChat chat) {}

            @Override
            public void message(Message message) {
                messages.add(message);
            }

            @Override
            public void rejected(Rejection rejection) {
                throw new AssertionError(rejection);
            }
        };
        ExportOptions options =
                new ExportOptions(ZoneOffset.UTC, MessageSource.IMPORT, InstantSource.fixed(TdSamples.RECEIVED));
        new ExportReader(new ByteArrayInputStream(file.getBytes(UTF_8)), options).read(listener);
        return messages.getFirst();
    }

    private static void assertSame(ObjectNode live, String exportFields) throws ExportException {
        Message received = accepted(live).message();
        Message exported = exported(exportFields);
        assertThat(content(received)).isEqualTo(content(exported));
        assertThat(MessageJson.contentHash(received)).isEqualTo(MessageJson.contentHash(exported));
        assertThat(received.editedAt()).isEqualTo(exported.editedAt());
    }

    private static void assertDifferent(ObjectNode live, String exportFields) throws ExportException {
        assertThat(MessageJson.contentHash(accepted(live).message()))
                .isNotEqualTo(MessageJson.contentHash(exported(exportFields)));
    }

    /** What the hash looks at, so that a failure shows the difference. */
    private static String content(Message message) {
        return message.text()
                + message.entities()
                + message.photos().size()
                + message.media()
                + message.albumId()
                + message.replyTo()
                + message.forward()
                + message.topicId()
                + message.author();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            photo     | "photo":"(File not included)","photo_file_size":81234,"width":1280,"height":720,"text":"caption"
            video     | "file":"(File not included)","file_name":"a.mp4","file_size":9000000000,"media_type":"video_file","mime_type":"video/mp4","duration_seconds":61,"width":640,"height":360,"text":""
            animation | "file":"(File not included)","file_name":"g.mp4","file_size":5000,"media_type":"animation","mime_type":"video/mp4","duration_seconds":3,"width":320,"height":240,"text":"olha"
            audio     | "file":"(File not included)","file_name":"r.mp3","file_size":3000000,"media_type":"audio_file","performer":"Rádio","title":"13h","mime_type":"audio/mpeg","duration_seconds":180
            document  | "file":"(File not included)","file_name":"rules.txt","file_size":77,"mime_type":"text/plain","text":"regras"
            voice     | "file":"(File not included)","file_size":9000,"media_type":"voice_message","mime_type":"audio/ogg","duration_seconds":7
            videoNote | "file":"(File not included)","file_size":800000,"media_type":"video_message","mime_type":"video/mp4","duration_seconds":9,"width":384,"height":384
            sticker   | "file":"(File not included)","file_size":6000,"media_type":"sticker","sticker_emoji":"😒","width":512,"height":512
            poll      | "poll":{"question":"Which?","closed":false,"total_voters":3,"answers":[{"text":"A","voters":3,"chosen":false},{"text":"B","voters":0,"chosen":false}]}
            contact   | "contact_information":{"first_name":"Ana","last_name":"","phone_number":"+1"}
            location  | "location_information":{"latitude":-23.96,"longitude":-46.0}
            liveLocation | "location_information":{"latitude":-23.96,"longitude":-46.0},"live_location_period_seconds":60
            venue     | "place_name":"Cais","address":"Rua 1","location_information":{"latitude":-23.96,"longitude":-46.0}
            game      | "game_title":"Chess","game_description":"…"
            invoice   | "invoice_information":{"title":"Premium","description":"all","amount":999,"currency":"BRL"}
            checklist | "todo_list":{"title":"Today","answers":[]}
            giveaway  | "giveaway_information":{"quantity":3}
            giveawayResults | "giveaway_results":{}
            paidMedia | "paid_stars_amount":50,"text":"pague"
            animatedEmoji | "text":"😒","text_entities":[{"type":"plain","text":"😒"}]
            customEmoji | "text_entities":[{"type":"custom_emoji","text":"😒","document_id":"5368324170671202286"}]
            text      | "text_entities":[{"type":"plain","text":"Compra "},{"type":"bold","text":"PETR4"},{"type":"plain","text":" 🟢 já: "},{"type":"link","text":"https://x.br"},{"type":"plain","text":" "},{"type":"hashtag","text":"#alta"},{"type":"plain","text":" "},{"type":"cashtag","text":"$PETR4"}]
            rightToLeft | "text_entities":[{"type":"plain","text":"👨‍👩‍👧 "},{"type":"italic","text":"مرحبا"},{"type":"plain","text":" بالعالم"}]
            attributes | "text_entities":[{"type":"text_link","text":"link","href":"https://a.b/c"},{"type":"pre","text":"code","language":"java"},{"type":"mention_name","text":"name","user_id":5},{"type":"custom_emoji","text":"😀","document_id":"5368324170671202286"},{"type":"blockquote","text":"quote","collapsed":false},{"type":"blockquote","text":"fold","collapsed":true},{"type":"email","text":"mail"}]
            """)
    void aContentIsTheSameLiveAndExported(String sample, String exportFields) throws Exception {
        assertSame(message(TdSamples.content(sample)), exportFields);
    }

    @Test
    void repliesEditsAndSignaturesAreTheSame() throws Exception {
        assertSame(
                text("x", """
                "edit_date":1772445900,"author_signature":"Redação",
                "reply_to":{"@type":"messageReplyToMessage","chat_id":-1000000000077,"message_id":5242880}
                """),
                "\"text\":\"x\",\"edited_unixtime\":\"1772445900\",\"author\":\"Redação\","
                        + "\"reply_to_message_id\":5,\"reply_to_peer_id\":\"channel77\"");
        assertSame(
                text("x", """
                "reply_to":{"@type":"messageReplyToMessage","chat_id":-1001234567890,"message_id":5242880},
                "sender_id":{"@type":"messageSenderUser","user_id":5},"via_bot_user_id":6
                """),
                "\"text\":\"x\",\"reply_to_message_id\":5,\"from\":\"Ana\",\"from_id\":\"user5\",\"via_bot\":\"@gif\"");
    }

    /** What an export leaves out, so that no equality can be had. */
    @Test
    void forwardsAlbumsTopicsDiceAndNestedFormatsDiffer() throws Exception {
        assertDifferent(
                text("x", "\"forward_info\":{\"origin\":{\"@type\":\"messageOriginChannel\",\"chat_id\":-1009}}"),
                "\"text\":\"x\",\"forwarded_from\":\"Agência\"");
        assertDifferent(text("x", "\"media_album_id\":\"5\""), "\"text\":\"x\"");
        assertDifferent(
                text("x", "\"topic_id\":{\"@type\":\"messageTopicForum\",\"forum_topic_id\":4}"), "\"text\":\"x\"");
        assertDifferent(message(TdSamples.content("dice")), "\"text\":\"\"");
        ObjectNode nested = object("""
                {"@type":"messageText","text":{"text":"ab","entities":[
                {"offset":0,"length":2,"type":{"@type":"textEntityTypeBold"}},
                {"offset":0,"length":1,"type":{"@type":"textEntityTypeItalic"}}]}}
                """);
        assertDifferent(message(nested), "\"text_entities\":[{\"type\":\"bold\",\"text\":\"ab\"}]");
    }
}
