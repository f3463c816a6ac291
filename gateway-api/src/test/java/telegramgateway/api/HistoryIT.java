package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.message.MessageEvent;
import tools.jackson.databind.JsonNode;

class HistoryIT {
    private static final long CHANNEL = -1002000000001L;
    private static final String PATH = "/api/v1/messages/history/" + CHANNEL;
    private static final ApiClient CLIENT = RunningApi.shared().client();
    private static final long SIGNALS = -1002000000011L;
    private static final List<MessageEvent> EVENTS = new ArrayList<>();

    /** Messages 1 to 50, message n sent n minutes after 12:00; 7 is deleted. */
    @BeforeAll
    static void store() {
        Feeder feeder = RunningApi.shared().feeder();
        EVENTS.addAll(feeder.posted(CHANNEL, 50));
        EVENTS.add(feeder.deleted(CHANNEL, 7));
        feeder.store(EVENTS);
        feeder.store(List.of(
                feeder.posted(SIGNALS, 1, "COMPRA: PETR4 de 31,20 a 31,35"),
                feeder.posted(SIGNALS, 2, "Bom dia"),
                feeder.posted(SIGNALS, 3, "As compras de ontem"),
                feeder.posted(SIGNALS, 4, "Compra: VALE3"),
                feeder.edited(SIGNALS, 4, "Cancelado")));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=3, '50,49,48'",
        "limit=3&order=asc, '1,2,3'",
        "limit=2&order=asc&after=6, '8,9'",
        "limit=2&before=9, '8,6'",
        "after=48&before=50, 49",
        "from=2025-10-25T12:49:00Z, '50,49'",
        "from=2025-10-25T09:49:00-03:00&order=asc, '49,50'",
        "from=2025-10-25T15:49:00+03:00&order=asc, '49,50'",
        "to=2025-10-25T12:03:00Z, '2,1'",
        "from=2025-10-25T12:10:00Z&to=2025-10-25T12:12:00Z, '11,10'",
        "from=2025-10-26, ''",
        "from=2025-10-25&to=2025-10-26&limit=1, 50",
    })
    void itAnswersWhatIsAskedFor(String query, String ids) {
        Answer answer = CLIENT.get(PATH + "?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(String.join(
                        ",", answer.messageIds().stream().map(String::valueOf).toList()))
                .isEqualTo(ids);
        assertThat(answer.meta("count").asInt()).isEqualTo(answer.messageIds().size());
        assertThat(answer.meta("source").asString()).isEqualTo("database");
    }

    @ParameterizedTest
    @CsvSource({
        "text=compra, '3,1'",
        "text=compras+petr4, 1",
        "text=compras&language=simple, 3",
        "text=compra&limit=1, 3",
        "text=compra&cursor=3, 1",
        "text=compra&to=2025-10-25T12:02:00Z, 1",
        "text=nothing, ''",
        "kind=edited, 4",
        "kind=posted&text=compra&order=asc, '1,3'",
        "media=any, ''",
        "author=Ana, ''",
    })
    void itAnswersWhatTheFiltersLetThrough(String query, String ids) {
        Answer answer = CLIENT.get("/api/v1/messages/history/" + SIGNALS + "?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(String.join(
                        ",", answer.messageIds().stream().map(String::valueOf).toList()))
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({"asc", "desc"})
    void theCursorLeadsThroughEverythingButTheDeleted(String order) {
        List<Long> seen = new ArrayList<>();
        String cursor = "";
        Answer answer;
        do {
            answer = CLIENT.get(PATH + "?limit=20&order=" + order + cursor);
            seen.addAll(answer.messageIds());
            cursor = "&cursor=" + answer.nextCursor();
        } while (answer.meta("hasMore").asBoolean());
        List<Long> expected = new ArrayList<>(
                LongStream.rangeClosed(1, 50).filter(id -> id != 7).boxed().toList());
        if (order.equals("desc")) {
            expected = expected.reversed();
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(answer.json().at("/data/nextCursor").isNull()).isTrue();
    }

    @Test
    void aMessageIsAnsweredByteForByte() {
        Answer answer = CLIENT.get("/api/v1/messages/" + CHANNEL + "/12");
        assertThat(answer.body())
                .startsWith("{\"success\":true,\"data\":{\"message\":"
                        + new String(EVENTS.get(11).json(), StandardCharsets.UTF_8) + "},\"meta\":");
    }

    @Test
    void ofADeletedMessageTheTombstoneIsLeft() {
        Answer answer = CLIENT.get("/api/v1/messages/" + CHANNEL + "/7");
        assertThat(answer.json().at("/data/message/kind").asString()).isEqualTo("deleted");
        assertThat(answer.body()).contains(new String(EVENTS.getLast().json(), StandardCharsets.UTF_8));
    }

    @Test
    void channelsAreListed() {
        Answer answer = CLIENT.get("/api/v1/channels");
        List<JsonNode> channels = new ArrayList<>();
        answer.json().at("/data/channels").forEach(channels::add);
        assertThat(channels)
                .filteredOn(channel -> channel.get("channelId").asLong() == CHANNEL)
                .singleElement()
                .hasToString("{\"channelId\":" + CHANNEL + ",\"title\":\"Channel " + CHANNEL
                        + "\",\"username\":null,\"type\":\"public_channel\",\"active\":true,\"registered\":false,\"coverage\":{"
                        + "\"first\":1,\"newest\":50,\"stored\":50,\"absent\":0,\"refused\":0,\"retired\":0,"
                        + "\"unknown\":0}}");
        assertThat(answer.meta("count").asInt()).isEqualTo(channels.size());
    }

    @Test
    void ofEachChannelIsSaidWhichIdsAreUnknownUnlessItsIdsAreNotDense() {
        long holed = CHANNEL - 1_000;
        long basicGroup = -4_711;
        Feeder feeder = RunningApi.shared().feeder();
        feeder.store(List.of(feeder.deleted(holed, 3), feeder.deleted(holed, 7), feeder.deleted(basicGroup, 7)));
        JsonNode channels = CLIENT.get("/api/v1/channels").json().at("/data/channels");
        assertThat(channels)
                .filteredOn(channel -> channel.get("channelId").asLong() == holed)
                .singleElement()
                .satisfies(channel ->
                        assertThat(channel.at("/coverage/unknown").asLong()).isEqualTo(3))
                .satisfies(channel ->
                        assertThat(channel.at("/coverage/stored").asLong()).isEqualTo(2));
        assertThat(channels)
                .filteredOn(channel -> channel.get("channelId").asLong() == basicGroup)
                .singleElement()
                .satisfies(
                        channel -> assertThat(channel.get("coverage").isNull()).isTrue());
    }
}
