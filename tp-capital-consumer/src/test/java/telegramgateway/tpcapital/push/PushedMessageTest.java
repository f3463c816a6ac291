package telegramgateway.tpcapital.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;

class PushedMessageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SHORT = """
            {"channelId":-1001649127710,"messageId":7,"text":"Compra","timestamp":"2026-01-02T13:04:05Z","photos":["http://x/1.jpg"]}""";
    private static final String CANONICAL = """
            {"channelId":-1001649127710,"messageId":7,"position":1767359046000000,"kind":"posted",\
            "timestamp":"2026-01-02T13:04:05.000Z","receivedAt":"2026-01-02T13:04:06.000Z","source":"user",\
            "account":"main","text":"Compra","entities":[],"photos":[]}""";

    @Test
    void theCanonicalJsonIsTheMessageThatItSays() {
        Message message = read(CANONICAL);
        assertThat(message.position()).isEqualTo(1_767_359_046_000_000L);
        assertThat(message.account()).isEqualTo("main");
    }

    @Test
    void theShortBodyStandsAtTheTimeOfItsLastChange() {
        Message posted = read(SHORT);
        assertThat(posted.kind()).isEqualTo(MessageKind.POSTED);
        assertThat(posted.text()).isEqualTo("Compra");
        assertThat(posted.sentAt()).isEqualTo("2026-01-02T13:04:05Z");
        assertThat(posted.position()).isEqualTo(1_767_359_045_000_007L);
        assertThat(read(SHORT)).isEqualTo(posted);
        assertThat(read(SHORT.replace(":7,", ":8,")).position()).isNotEqualTo(posted.position());
        Message edited = read(with("\"editedAt\":\"2026-01-02T13:05:00.123456Z\""));
        assertThat(edited.kind()).isEqualTo(MessageKind.EDITED);
        assertThat(edited.position()).isEqualTo(1_767_359_100_123_007L);
        assertThat(read(CANONICAL).position()).isGreaterThan(posted.position());
    }

    @Test
    void idsMayBeTextAndTextMayBeMissing() {
        Message message = read("""
                {"channelId":"-1001649127710","messageId":"7","timestamp":"2026-01-02T10:04:05-03:00"}""");
        assertThat(message.channelId()).isEqualTo(-1_001_649_127_710L);
        assertThat(message.messageId()).isEqualTo(7);
        assertThat(message.text()).isEmpty();
        assertThat(message.sentAt()).isEqualTo("2026-01-02T13:04:05Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channelId | {'messageId':7,'timestamp':'2026-01-02T13:04:05Z'}",
                "channelId | {'channelId':'@name','messageId':7,'timestamp':'2026-01-02T13:04:05Z'}",
                "channelId | {'channelId':0,'messageId':7,'timestamp':'2026-01-02T13:04:05Z'}",
                "messageId | {'channelId':1,'timestamp':'2026-01-02T13:04:05Z'}",
                "messageId | {'channelId':1,'messageId':'0','timestamp':'2026-01-02T13:04:05Z'}",
                "messageId | {'channelId':1,'messageId':7.5,'timestamp':'2026-01-02T13:04:05Z'}",
                "timestamp | {'channelId':1,'messageId':7}",
                "timestamp | {'channelId':1,'messageId':7,'timestamp':'yesterday'}",
                "timestamp | {'channelId':1,'messageId':7,'timestamp':1767359045}",
                "timestamp | {'channelId':1,'messageId':7,'timestamp':'2026-03-01T12:06:00Z'}",
                "timestamp | {'channelId':1,'messageId':7,'timestamp':'1969-12-31T23:59:59Z'}",
                "editedAt | {'channelId':1,'messageId':7,'timestamp':'2026-01-02T13:04:05Z','editedAt':'2099-01-01T00:00:00Z'}",
                "text | {'channelId':1,'messageId':7,'timestamp':'2026-01-02T13:04:05Z','text':5}",
                "text | {'channelId':1,'messageId':7,'timestamp':'2026-01-02T13:04:05Z','text':'\\ud800'}",
                "photos | {'channelId':1,'messageId':7,'timestamp':'2026-01-02T13:04:05Z','photos':'x'}",
                "position | {'channelId':1,'messageId':7,'timestamp':'2026-01-02T13:04:05Z','kind':'posted'}",
                "kind | {'channelId':1,'messageId':7,'position':5}",
                " | [1]",
                " | no JSON",
                " | ''",
            })
    void whatIsNoMessageIsRefusedWithItsField(@Nullable String field, String body) {
        assertThatThrownBy(() -> read(body.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        PushedMessage.UnreadableException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource({
        "position, '\"position\":1767359046000000', '\"position\":0'",
        "position, '\"position\":1767359046000000', '\"position\":-1'",
        "position, '\"position\":1767359046000000', '\"position\":\"1\"'",
        "kind, posted, burned",
        "timestamp, '\"timestamp\":\"2026-01-02T13:04:05.000Z\",', ''",
        "deletedAt, posted, deleted",
        "channelId, -1001649127710, 0",
        "receivedAt, 2026-01-02T13:04:06.000Z, now",
        "entities, '\"entities\":[]', '\"entities\":5'",
    })
    void aCanonicalJsonThatIsWrongNamesItsField(String field, String part, @Nullable String wrong) {
        assertThatThrownBy(() -> read(CANONICAL.replace(part, wrong == null ? "" : wrong)))
                .isInstanceOfSatisfying(
                        PushedMessage.UnreadableException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    private static String with(String field) {
        return SHORT.replace("{", "{" + field + ",");
    }

    private static Message read(String body) {
        return PushedMessage.read(body.getBytes(UTF_8), NOW);
    }
}
