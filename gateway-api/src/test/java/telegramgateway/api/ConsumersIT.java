package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.message.MessageEvent;
import tools.jackson.databind.JsonNode;

class ConsumersIT {
    private static final long CHANNELS = -1006000000000L;
    private static long channels;

    private final RunningApi api = RunningApi.shared();
    private final ApiClient client = api.client();
    private final Feeder feeder = api.feeder();
    private final String path = "/api/v1/consumers/bot-" + UUID.randomUUID();
    private final long channel = CHANNELS - ++channels;

    @Test
    void aConsumerGetsWhatItHasNotAcknowledgedUntilItDoes() {
        List<MessageEvent> events = feeder.posted(channel, 5);
        feeder.deliver(events);
        assertThat(open()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(open()).containsExactly(1L, 2L, 3L, 4L, 5L);

        acknowledge(events.get(1), events.get(3));
        assertThat(open()).containsExactly(1L, 3L, 5L);
        acknowledge(events.get(0));
        assertThat(open()).containsExactly(3L, 5L);
        assertThat(chat().get("position").asLong()).isEqualTo(events.get(1).position());
        assertThat(chat().get("acknowledgedAbove").asInt()).isEqualTo(1);
        assertThat(chat().get("lag").asInt()).isEqualTo(2);

        MessageEvent edit = feeder.edited(channel, 2, "changed");
        feeder.deliver(List.of(edit));
        assertThat(open()).containsExactly(3L, 5L, 2L);
        assertThat(send("{\"upTo\":[{\"channelId\":" + channel + ",\"position\":" + edit.position() + "}]}")
                        .status())
                .isEqualTo(200);
        assertThat(open()).isEmpty();
        assertThat(chat().get("lag").asInt()).isZero();
    }

    @Test
    void consumersDoNotKnowOfEachOther() {
        List<MessageEvent> events = feeder.posted(channel, 2);
        feeder.deliver(events);
        acknowledge(events.getFirst());
        assertThat(client.get("/api/v1/consumers/another/messages/" + channel).messageIds())
                .containsExactly(1L, 2L);
        assertThat(client.get("/api/v1/messages/poll/" + channel).messageIds()).containsExactly(1L, 2L);
    }

    @Test
    void aPageOfAcknowledgedMessagesIsPassedOver() {
        List<MessageEvent> events = feeder.posted(channel, 30);
        feeder.deliver(events);
        acknowledge(events.subList(1, 20).toArray(MessageEvent[]::new));
        Answer first = client.get(path + "/messages/" + channel + "?limit=1");
        assertThat(first.messageIds()).containsExactly(1L);
        Answer second = client.get(path + "/messages/" + channel + "?limit=5&cursor=" + first.nextCursor());
        assertThat(second.messageIds()).containsExactly(21L);
    }

    @Test
    void aCursorCanBeSetBackAndForth() {
        feeder.deliver(feeder.posted(channel, 3));
        String cursor = path + "/chats/" + channel;
        assertThat(client.change("put", cursor, "{\"position\":\"latest\"}").status())
                .isEqualTo(200);
        assertThat(open()).isEmpty();
        assertThat(client.change("put", cursor, "{\"position\":\"oldest\"}").status())
                .isEqualTo(200);
        assertThat(open()).containsExactly(1L, 2L, 3L);
        assertThat(client.change("delete", path, "").status()).isEqualTo(200);
        assertThat(client.get(path).code()).isEqualTo("UNKNOWN_CONSUMER");
        assertThat(client.change("delete", path, "").code()).isEqualTo("UNKNOWN_CONSUMER");
    }

    @Test
    void theListShowsEveryConsumer() {
        List<MessageEvent> events = feeder.posted(channel, 3);
        feeder.deliver(events);
        acknowledge(events.getFirst());
        String name = path.substring(path.lastIndexOf('/') + 1);
        assertThat(client.get("/api/v1/consumers").json().at("/data/consumers"))
                .filteredOn(consumer -> consumer.get("name").asString().equals(name))
                .singleElement()
                .satisfies(consumer -> {
                    assertThat(consumer.get("lag").asInt()).isEqualTo(2);
                    assertThat(consumer.get("keptBy").asString()).isEqualTo("api");
                });
    }

    /**
     * A consumer that holds a position which no journal has given makes the gateway believe that its journal is lost.
     */
    @Test
    void nothingIsAcknowledgedThatIsNotThere() {
        List<MessageEvent> events = feeder.posted(channel, 1);
        feeder.deliver(events);
        long beyond = events.getLast().position() + 1;
        assertThat(send("{\"upTo\":[{\"channelId\":" + channel + ",\"position\":" + beyond + "}]}")
                        .code())
                .isEqualTo("CURSOR_AHEAD");
        assertThat(send("{\"messages\":[{\"channelId\":" + channel + ",\"messageId\":1,\"position\":" + beyond + "}]}")
                        .code())
                .isEqualTo("CURSOR_AHEAD");
        assertThat(client.change("put", path + "/chats/" + channel, "{\"position\":" + beyond + "}")
                        .code())
                .isEqualTo("CURSOR_AHEAD");
        assertThat(client.get(path).code()).isEqualTo("UNKNOWN_CONSUMER");
    }

    @Test
    void theConsumerOfAServiceCannotBeMoved() {
        List<MessageEvent> events = feeder.posted(channel, 1);
        feeder.deliver(events);
        String service = "/api/v1/consumers/tp-capital";
        assertThat(client.post(service + "/acknowledgements", body(events.getFirst()))
                        .code())
                .isEqualTo("CONSUMER_OF_SERVICE");
        assertThat(client.change("put", service + "/chats/" + channel, "{\"position\":0}")
                        .code())
                .isEqualTo("CONSUMER_OF_SERVICE");
        assertThat(client.change("delete", service, "").code()).isEqualTo("CONSUMER_OF_SERVICE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | 400 | INVALID_BODY",
                "{\"upTo\":[]}                                         | 400 | INVALID_BODY",
                "{\"upTo\":{}}                                         | 400 | INVALID_BODY",
                "{\"upTo\":[5]}                                        | 400 | INVALID_BODY",
                "{\"upTo\":[{\"channelId\":-1}]}                       | 400 | INVALID_BODY",
                "{\"upTo\":[{\"channelId\":-1,\"position\":\"x\"}]}    | 400 | INVALID_ID",
                "{\"messages\":[{\"messageId\":1,\"position\":1}]}     | 400 | INVALID_BODY",
                "{\"messages\":[{\"channelId\":-7,\"messageId\":1,\"position\":1}]} | 404 | UNKNOWN_CHANNEL",
            })
    void anAcknowledgementThatMeansNothingIsExplained(String body, int status, String code) {
        Answer answer = send(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void aNameHasItsForm() {
        for (String name : List.of("-bot", "Bot", "b%20t", "x".repeat(65))) {
            assertThat(client.get("/api/v1/consumers/" + name).code()).isEqualTo("INVALID_ID");
        }
    }

    private List<Long> open() {
        return client.get(path + "/messages/" + channel).messageIds();
    }

    private void acknowledge(MessageEvent... events) {
        assertThat(send(body(events)).status()).isEqualTo(200);
    }

    private static String body(MessageEvent... events) {
        List<String> states = List.of(events).stream()
                .map(event -> "{\"channelId\":%d,\"messageId\":\"%d\",\"position\":%d}"
                        .formatted(event.channelId(), event.messageId(), event.position()))
                .toList();
        return "{\"messages\":[" + String.join(",", states) + "]}";
    }

    private Answer send(String body) {
        return client.post(path + "/acknowledgements", body);
    }

    private JsonNode chat() {
        return client.get(path).json().at("/data/consumer/chats/0");
    }
}
