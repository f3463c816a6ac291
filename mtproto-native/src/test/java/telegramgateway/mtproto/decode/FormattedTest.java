package telegramgateway.mtproto.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.decode.TdSamples.object;
import static telegramgateway.mtproto.decode.TdSamples.sample;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.message.Message;
import telegramgateway.message.TextEntity;

class FormattedTest {

    private static String spanned(Message message, int entity) {
        TextEntity span = message.entities().get(entity);
        return message.text().substring(span.offset(), span.offset() + span.length());
    }

    private static Formatted of(String text, String entities) {
        return Formatted.of(
                object("{\"text\":{\"@type\":\"formattedText\",\"text\":\"" + text + "\",\"entities\":[" + entities
                        + "]}}"),
                "text");
    }

    private static String entity(String offset, String length, String type) {
        return "{\"offset\":" + offset + ",\"length\":" + length + ",\"type\":{\"@type\":\"" + type + "\"}}";
    }

    @Test
    void offsetsCountUtf16UnitsAlsoBehindEmojiAndFromRightToLeft() {
        assertThat(spanned(sample("text"), 0)).isEqualTo("PETR4");
        assertThat(spanned(sample("text"), 1)).isEqualTo("https://x.br");
        assertThat(spanned(sample("text"), 2)).isEqualTo("#alta");
        assertThat(spanned(sample("text"), 3)).isEqualTo("$PETR4");
        assertThat(spanned(sample("rightToLeft"), 0)).isEqualTo("مرحبا");
    }

    @Test
    void entitiesKeepWhatTheyCarry() {
        assertThat(sample("attributes").entities())
                .containsExactly(
                        new TextEntity("text_link", 0, 4, Map.of("url", "https://a.b/c")),
                        new TextEntity("pre", 4, 4, Map.of("language", "java")),
                        new TextEntity("text_mention", 8, 4, Map.of("userId", "5")),
                        new TextEntity("custom_emoji", 12, 2, Map.of("customEmojiId", "5368324170671202286")),
                        new TextEntity("blockquote", 14, 5, Map.of()),
                        new TextEntity("expandable_blockquote", 19, 4, Map.of()),
                        new TextEntity("email", 23, 4, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Mention, mention
            Hashtag, hashtag
            Cashtag, cashtag
            BotCommand, bot_command
            Url, url
            PhoneNumber, phone_number
            BankCardNumber, bank_card
            Bold, bold
            Italic, italic
            Underline, underline
            Strikethrough, strikethrough
            Spoiler, spoiler
            Code, code
            Pre, pre
            DateTime, date_time
            OfTheFuture, of_the_future
            '', unknown
            """)
    void formatsAreNamedAsInTheBotApi(String type, String name) {
        assertThat(of("abc", entity("0", "1", "textEntityType" + type)).entities())
                .containsExactly(new TextEntity(name, 0, 1, Map.of()));
    }

    @Test
    void aTimeThatTdlibFoundIsNoFormat() {
        assertThat(of("see 1:20", entity("4", "4", "textEntityTypeMediaTimestamp"))
                        .entities())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-1,1",
        "0,0",
        "0,-1",
        "0,4",
        "3,1",
        "2147483647,2147483647",
        "9223372036854775807,1",
        "null,null",
        "1,1.5"
    })
    void anEntityThatIsNotWithinTheTextIsLeftOut(String offset, String length) {
        String good = entity("2", "1", "textEntityTypeBold");

        assertThat(of("abc", entity(offset, length, "textEntityTypeBold") + "," + good + ",null,[1],7")
                        .entities())
                .containsExactly(new TextEntity("bold", 2, 1, Map.of()));
    }

    @Test
    void whatNoStoreCanHoldIsReplacedWithoutMovingEntities() {
        Formatted text = of("a\\ud83d\\u0000b", entity("3", "1", "textEntityTypeBold"));

        assertThat(text.text()).isEqualTo("a\uFFFD\uFFFDb");
        assertThat(text.entities()).containsExactly(new TextEntity("bold", 3, 1, Map.of()));
    }
}
