package telegramgateway.mtproto.export;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.export.Collected.message;

import java.util.Map;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.TextEntity;

class EntryTextTest {

    @Test
    void aTextIsAStringOrAnArrayOrItsEntities() throws Exception {
        assertThat(message("\"text\":\"plain\"").text()).isEqualTo("plain");
        assertThat(message("\"text\":\"plain\",\"text_entities\":[]").text()).isEqualTo("plain");
        assertThat(message("\"text\":[\"a \",{\"type\":\"bold\",\"text\":\"b\"},\" c\"]")
                        .text())
                .isEqualTo("a b c");
        assertThat(message("\"text\":\"ignored\",\"text_entities\":[{\"type\":\"plain\",\"text\":\"told\"}]")
                        .text())
                .isEqualTo("told");
        assertThat(message("\"text_entities\":[{\"type\":\"plain\",\"text\":\"alone\"}]")
                        .text())
                .isEqualTo("alone");
        assertThat(message("").text()).isEmpty();
        assertThat(message("\"text\":\"\",\"text_entities\":[]").text()).isEmpty();
        assertThat(message("\"text\":{\"not\":\"a text\"}").text()).isEmpty();
        assertThat(message("\"text\":[null,1,[],{\"type\":\"bold\"},{\"text\":\"x\"}]")
                        .text())
                .isEqualTo("x");
    }

    @Test
    void offsetsCountUtf16UnitsAsTelegramDoes() throws Exception {
        Message message = message(
                "\"text\":[\"👨‍👩‍👧 مرحبا \",{\"type\":\"bold\",\"text\":\"🇧🇷\"},{\"type\":\"italic\",\"text\":\"é\"}]");

        assertThat(message.entities())
                .containsExactly(new TextEntity("bold", 15, 4, Map.of()), new TextEntity("italic", 19, 1, Map.of()));
        assertThat(message.text().substring(15, 19)).isEqualTo("🇧🇷");
    }

    @Test
    void aPriceThatWasCutByAFalsePhoneNumberIsWholeAgain() throws Exception {
        Message message = message("\"text\":[\"ALVO 1: 0.\",{\"type\":\"phone\",\"text\":\"00000777\"},\" WWW\"]");

        assertThat(message.text()).isEqualTo("ALVO 1: 0.00000777 WWW");
        assertThat(message.entities()).containsExactly(new TextEntity("phone_number", 10, 8, Map.of()));
    }

    @Test
    void formatsKeepWhatTheyCarryAndHaveTheNamesOfTheBotApi() throws Exception {
        Message message = message("""
                "text":[{"type":"link","text":"a.b"},{"type":"text_link","text":"c","href":"https://d.e/?f=1"},
                {"type":"mention_name","text":"g","user_id":77},{"type":"pre","text":"h","language":"java"},
                {"type":"pre","text":"i","language":""},{"type":"custom_emoji","text":"j","document_id":"536832417"},
                {"type":"custom_emoji","text":"k","document_id":"stickers/sticker.webm"},
                {"type":"blockquote","text":"l","collapsed":true},{"type":"blockquote","text":"m","collapsed":false},
                {"type":"bank_card","text":"n"},{"type":"from_the_future","text":"o"},{"type":"plain","text":"p"},
                {"type":"bold","text":""}]
                """);

        assertThat(message.text()).isEqualTo("a.bcghijklmnop");
        assertThat(message.entities())
                .containsExactly(
                        new TextEntity("url", 0, 3, Map.of()),
                        new TextEntity("text_link", 3, 1, Map.of("url", "https://d.e/?f=1")),
                        new TextEntity("text_mention", 4, 1, Map.of("userId", "77")),
                        new TextEntity("pre", 5, 1, Map.of("language", "java")),
                        new TextEntity("pre", 6, 1, Map.of()),
                        new TextEntity("custom_emoji", 7, 1, Map.of("customEmojiId", "536832417")),
                        new TextEntity("custom_emoji", 8, 1, Map.of()),
                        new TextEntity("expandable_blockquote", 9, 1, Map.of()),
                        new TextEntity("blockquote", 10, 1, Map.of()),
                        new TextEntity("bank_card", 11, 1, Map.of()),
                        new TextEntity("from_the_future", 12, 1, Map.of()));
    }

    @Test
    void whatNoStoreCanHoldIsReplacedWhereverItStands() throws Exception {
        Message message = message("""
                "text":"a\\ud83d b\\udc00\\ud800 \\ud83d\\ude80 \\u0000","author":"\\udfff","forwarded_from":"\\ud800x",
                "file":"files/x","file_name":"\\udc00.txt","from_id":"user1","from":"\\ud800"
                """);

        assertThat(message.text()).isEqualTo("a\uFFFD b\uFFFD\uFFFD 🚀 \uFFFD");
        assertThat(MessageJson.decode(MessageJson.encode(message))).isEqualTo(message);
    }

    @Test
    void controlCharactersInDesktopsOwnEscapeAreRead() throws Exception {
        assertThat(message("\"text\":\"a\\x0Bb\\x1f\\u00e9\\\\x41\\n\"").text())
                .isEqualTo("a\u000Bb\u001F\u00E9\\x41\n");
    }
}
