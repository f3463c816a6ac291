package telegramgateway.api.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageFormTest {
    private static final String JSON = "{\"channelId\":-1001649127710,\"messageId\":5834,\"position\":1761393600123456,"
            + "\"kind\":\"posted\",\"text\":\"5834\",\"photos\":[{\"width\":1}],\"media\":{\"type\":\"poll\",\"size\":1},"
            + "\"replyTo\":{\"messageId\":5},\"forward\":{\"channelId\":-7,\"messageId\":9},\"topicId\":3,"
            + "\"location\":{\"latitude\":1.10000000000000000001}}";

    @Test
    void theUsualFormIsByteForByte() {
        byte[] json = JSON.getBytes(UTF_8);
        assertThat(MessageForm.CANONICAL.of(json)).isSameAs(json);
    }

    @Test
    void idsBecomeStringsAndNothingElseDoes() {
        assertThat(text(new MessageForm(true, true)))
                .isEqualTo(JSON.replace("-1001649127710,", "\"-1001649127710\",")
                        .replace(":5834,", ":\"5834\",")
                        .replace(":1761393600123456,", ":\"1761393600123456\",")
                        .replace(":5}", ":\"5\"}")
                        .replace(":-7,", ":\"-7\",")
                        .replace(":9}", ":\"9\"}")
                        .replace(":3,", ":\"3\","));
    }

    @Test
    void mediaIsLeftOut() {
        assertThat(text(new MessageForm(false, false)))
                .isEqualTo(JSON.replace("\"photos\":[{\"width\":1}],\"media\":{\"type\":\"poll\",\"size\":1},", ""));
    }

    private static String text(MessageForm form) {
        return new String(form.of(JSON.getBytes(UTF_8)), UTF_8);
    }
}
