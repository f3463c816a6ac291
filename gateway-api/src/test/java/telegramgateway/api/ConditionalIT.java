package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.api.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/** What clients that know HTTP well can rely on. */
class ConditionalIT {
    private static final long CHANNEL = -1007000000001L;
    private static final ApiClient CLIENT = RunningApi.shared().client();
    private static final Feeder FEEDER = RunningApi.shared().feeder();

    @BeforeAll
    static void store() {
        FEEDER.store(FEEDER.posted(CHANNEL, 50));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/messages/history/-1007000000001?limit=5",
                "/api/v1/messages/-1007000000001/1",
                "/api/v1/messages/-1007000000001/1/revisions",
                "/api/v1/channels/-1007000000001"
            })
    void whoHasTheAnswerIsToldSo(String path) {
        Answer first = CLIENT.get(path);
        String tag = first.header("ETag");
        assertThat(tag).startsWith("W/\"");
        assertThat(first.header("Cache-Control")).contains("private").contains("no-cache");
        for (String named : List.of(tag, tag.substring(2), "\"other\", " + tag, "*")) {
            Answer same = ask(path, "If-None-Match", named);
            assertThat(same.status()).as(named).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.header("ETag")).isEqualTo(tag);
        }
        assertThat(ask(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void anEditChangesTheTag() {
        long channel = CHANNEL - 1;
        FEEDER.store(FEEDER.posted(channel, 1));
        String path = "/api/v1/messages/" + channel + "/1";
        String before = CLIENT.get(path).header("ETag");
        FEEDER.store(List.of(FEEDER.edited(channel, 1, "changed")));
        assertThat(ask(path, "If-None-Match", before).status()).isEqualTo(200);
    }

    @Test
    void theLinkLeadsToTheNextPageUntilThereIsNone() {
        String next = "/api/v1/messages/history/" + CHANNEL + "?limit=20&text=ol%C3%A1";
        int pages = 0;
        int messages = 0;
        while (!next.isEmpty()) {
            Answer page = CLIENT.get(next);
            messages += page.messageIds().size();
            pages++;
            String link = page.header("Link");
            assertThat(link.isEmpty() || link.endsWith(">; rel=\"next\"")).isTrue();
            next = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }
        assertThat(messages).isEqualTo(50);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void largeAnswersAreCompressedAndSmallOnesAreNot() {
        Answer large = ask("/api/v1/messages/poll/" + CHANNEL, "Accept-Encoding", "gzip");
        assertThat(large.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(large.response().body().length)
                .isLessThan(
                        CLIENT.get("/api/v1/messages/poll/" + CHANNEL).body().length() / 4);
        Answer small = ask("/api/v1/messages/poll/" + CHANNEL + "?limit=1", "Accept-Encoding", "gzip");
        assertThat(small.header("Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/messages/poll/-1007000000001?limit=0",
                "/api/v1/none",
                "/api/v1/messages/poll/-1007000000001%00"
            })
    void whoAsksForProblemsGetsThem(String path) {
        Answer ours = ask(path, "Accept", "application/json");
        Answer problem = ask(path, "Accept", "application/problem+json, application/json");
        assertThat(problem.status()).isEqualTo(ours.status());
        assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.json().get("title").asString()).isEqualTo(ours.code());
        assertThat(problem.json().get("type").asString()).endsWith(ours.code());
        assertThat(problem.json().get("status").asInt()).isEqualTo(ours.status());
        assertThat(problem.json().get("detail")).isEqualTo(ours.json().at("/error/message"));
        assertThat(problem.json().at("/details/hint").asString()).isNotBlank();
    }

    @Test
    void aChannelSaysWhichIdsAreUnknown() {
        long channel = CHANNEL - 2;
        FEEDER.store(List.of(
                FEEDER.posted(channel, 3, "a"), FEEDER.posted(channel, 7, "b"), FEEDER.posted(channel, 9, "c")));
        JsonNode data = CLIENT.get("/api/v1/channels/" + channel).json().get("data");
        assertThat(data.at("/channel/coverage/unknown").asLong()).isEqualTo(4);
        assertThat(data.get("unknown")).hasToString("[{\"from\":8,\"to\":8},{\"from\":4,\"to\":6}]");
        assertThat(data.get("head").asLong()).isPositive();
        assertThat(CLIENT.get("/api/v1/channels/-1009999999999").code()).isEqualTo("UNKNOWN_CHANNEL");
    }

    private static Answer ask(String path, String header, String value) {
        return CLIENT.send(HttpRequest.newBuilder(CLIENT.uri(path))
                .header("X-API-Key", RunningApi.KEY)
                .header(header, value)
                .build());
    }
}
