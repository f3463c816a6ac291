package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import telegramgateway.api.ApiClient.Answer;

class RefusalsIT {
    private static final long CHANNEL = -1003000000001L;
    private static final RunningApi API = RunningApi.shared();
    private static final ApiClient CLIENT = API.client();

    @BeforeAll
    static void store() {
        API.feeder().store(API.feeder().posted(CHANNEL, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "poll/-1003000000001?limit=0, 400, INVALID_LIMIT",
        "poll/-1003000000001?limit=1001, 400, INVALID_LIMIT",
        "poll/-1003000000001?limit=-5, 400, INVALID_LIMIT",
        "poll/-1003000000001?limit=ten, 400, INVALID_LIMIT",
        "poll/-1003000000001?limit=1e2, 400, INVALID_LIMIT",
        "poll/-1003000000001?limit=99999999999999999999, 400, INVALID_LIMIT",
        "poll/-1003000000001?cursor=abc, 400, INVALID_CURSOR",
        "poll/-1003000000001?cursor=-1, 400, INVALID_CURSOR",
        "poll/-1003000000001?cursor=LATEST, 400, INVALID_CURSOR",
        "poll/-1003000000001?cursor=%D9%A3, 400, INVALID_CURSOR",
        "poll/-1003000000001?cursor=99999999999999999999, 400, INVALID_CURSOR",
        "poll/-1003000000001?cursor=%00, 400, INVALID_CURSOR",
        "poll/-1003000000001?cursor=999999999999999999, 410, CURSOR_AHEAD",
        "poll/-1003000000001?wait=31, 400, INVALID_WAIT",
        "poll/-1003000000001?wait=-1, 400, INVALID_WAIT",
        "poll/-1003000000001?limt=5, 400, UNKNOWN_PARAMETER",
        "poll/-1003000000001?limit=1&limit=2, 400, UNKNOWN_PARAMETER",
        "poll/-100abc, 400, INVALID_ID",
        "poll/0, 400, INVALID_ID",
        "poll/-0, 400, INVALID_ID",
        "poll/007, 400, INVALID_ID",
        "poll/+5, 400, INVALID_ID",
        "poll/1.5, 400, INVALID_ID",
        "poll/%D9%A3, 400, INVALID_ID",
        "poll/%F0%9F%9A%80, 400, INVALID_ID",
        "poll/-9223372036854775809, 400, INVALID_ID",
        "poll/99999999999999999999, 400, INVALID_ID",
        "poll/null, 400, INVALID_ID",
        "poll/-1003000000001%00, 400, BAD_REQUEST",
        "poll/-1003000000001%2F1, 400, BAD_REQUEST",
        "poll/-1009999999999, 404, UNKNOWN_CHANNEL",
        "poll/-1009999999999?wait=30, 404, UNKNOWN_CHANNEL",
        "poll/-1009999999999?cursor=latest, 404, UNKNOWN_CHANNEL",
        "poll/-9223372036854775808, 404, UNKNOWN_CHANNEL",
        "poll/-1, 404, UNKNOWN_CHANNEL",
        "history/-1009999999999, 404, UNKNOWN_CHANNEL",
        "history/-1003000000001?limit=0, 400, INVALID_LIMIT",
        "history/-1003000000001?order=up, 400, INVALID_ORDER",
        "history/-1003000000001?from=yesterday, 400, INVALID_TIME",
        "history/-1003000000001?from=1761393600, 400, INVALID_TIME",
        "history/-1003000000001?to=2025-10-25T12:00:00, 400, INVALID_TIME",
        "history/-1003000000001?to=+292278994-08-17T07:12:55Z, 400, INVALID_TIME",
        "history/-1003000000001?from=1969-12-31, 400, INVALID_TIME",
        "history/-1003000000001?from=2025-10-26&to=2025-10-25, 400, INVALID_TIME",
        "history/-1003000000001?before=x, 400, INVALID_ID",
        "history/-1003000000001?after=0, 400, INVALID_ID",
        "history/-1003000000001?cursor=latest, 400, INVALID_CURSOR",
        "history/-1003000000001?kind=deleted, 400, INVALID_FILTER",
        "history/-1003000000001?media=Video, 400, INVALID_FILTER",
        "history/-1003000000001?text=%26%20%7C%20!, 400, INVALID_FILTER",
        "history/-1003000000001?text=a%00b, 400, INVALID_FILTER",
        "history/-1003000000001?text=a&language=german, 400, INVALID_FILTER",
        "history/-1003000000001?language=english, 400, INVALID_FILTER",
        "history/-1003000000001?author=a%00b, 400, INVALID_FILTER",
        "-1003000000001/99, 404, MESSAGE_NOT_FOUND",
        "-1009999999999/1, 404, UNKNOWN_CHANNEL",
        "-1003000000001/1x, 400, INVALID_ID",
        "-1003000000001/1?page=2, 400, UNKNOWN_PARAMETER",
        "-1003000000001/1/photo, 404, NOT_FOUND",
        "-1003000000001/1?asOf=yesterday, 400, INVALID_TIME",
        "-1003000000001/1?asOf=9999999999999999999, 400, INVALID_TIME",
        "-1003000000001/1?asOf=1, 404, MESSAGE_NOT_FOUND",
        "-1009999999999/1?asOf=1, 404, UNKNOWN_CHANNEL",
        "-1003000000001/1/revisions?cursor=x, 400, INVALID_CURSOR",
        "-1003000000001/1/revisions?limit=0, 400, INVALID_LIMIT",
        "-1003000000001/99/revisions, 404, MESSAGE_NOT_FOUND",
        "-1009999999999/1/revisions, 404, UNKNOWN_CHANNEL",
        "poll, 400, INVALID_ID",
        "poll?chats=-1003000000001%2C, 400, INVALID_ID",
        "poll?chats=-1003000000001&cursor=5, 400, INVALID_CURSOR",
        "poll?chats=-1003000000001&ids=text, 400, INVALID_FORM",
        "poll?chats=-1009999999999, 404, UNKNOWN_CHANNEL",
    })
    void whatCannotBeAnsweredIsExplained(String path, int status, String code) {
        Answer answer = CLIENT.get("/api/v1/messages/" + path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().at("/error/details/hint").asString()).isNotBlank();
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api", "/api/v1", "/api/v2/channels", "/index.html", "/favicon.ico", "/api/v1/channels/"})
    void noOtherPathIsThere(String path) {
        assertThat(CLIENT.get(path).code()).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong-key-of-the-tests", "the-key-of-the-tests ", "THE-KEY-OF-THE-TESTS"})
    void withoutTheKeyNothingIsAnswered(String key) {
        ApiClient stranger = CLIENT.withKey(key);
        for (String path : List.of("/api/v1/channels", "/api/v1/messages/poll/" + CHANNEL, "/api/v1/none", "/error")) {
            Answer answer = stranger.get(path);
            if (!key.isBlank() && key.strip().equals(RunningApi.KEY)) {
                // HTTP drops white space around a header's value.
                assertThat(answer.status()).isNotEqualTo(401);
            } else {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("UNAUTHORIZED");
            }
        }
        assertThat(stranger.get("/health").status()).isEqualTo(200);
        assertThat(stranger.get("/api/v1/openapi.json").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "BREW"})
    void nothingCanBeChanged(String method) {
        Answer answer = CLIENT.send(request("/api/v1/channels")
                .method(method, BodyPublishers.ofString("{}"))
                .build());
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).contains("GET");
    }

    @Test
    void headAndOptionsAreSane() {
        Answer head = CLIENT.send(request("/api/v1/channels")
                .method("HEAD", BodyPublishers.noBody())
                .build());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.response().body()).isEmpty();
        Answer options = CLIENT.send(request("/api/v1/channels")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow")).contains("GET", "HEAD", "OPTIONS").doesNotContain("POST");
    }

    @Test
    void theClientsWishForAnotherFormGetsJson() {
        for (String accept : List.of("text/html", "application/xml", "nonsense")) {
            Answer answer = CLIENT.send(
                    request("/api/v1/channels").header("Accept", accept).build());
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.status()).isIn(200, 406);
        }
    }

    @Test
    void theDocumentHasExactlyTheEndpoints() {
        SortedSet<String> handled = new TreeSet<>(List.of("GET /metrics"));
        API.service()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> info.getPatternValues().forEach(path -> handled.add(method + " " + path))));
        assertThat(OpenApiDocument.load().operations()).isEqualTo(handled);
    }

    @Test
    void theDocumentHasExactlyTheParameters() {
        OpenApiDocument document = OpenApiDocument.load();
        Map<String, String> paths = Map.of(
                "/api/v1/messages/poll/{chatId}", "/api/v1/messages/poll/" + CHANNEL,
                "/api/v1/messages/poll", "/api/v1/messages/poll",
                "/api/v1/messages/history/{chatId}", "/api/v1/messages/history/" + CHANNEL,
                "/api/v1/messages/{chatId}/{messageId}", "/api/v1/messages/" + CHANNEL + "/1",
                "/api/v1/messages/{chatId}/{messageId}/revisions", "/api/v1/messages/" + CHANNEL + "/1/revisions",
                "/api/v1/channels", "/api/v1/channels",
                "/api/v1/channels/{chatId}", "/api/v1/channels/" + CHANNEL,
                "/api/v1/consumers/{name}/messages/{chatId}", "/api/v1/consumers/bot/messages/" + CHANNEL,
                "/api/v1/realtime/messages", "/api/v1/realtime/messages",
                "/api/v1/system/health", "/api/v1/system/health");
        paths.forEach((described, requested) -> {
            Answer answer = CLIENT.get(requested + "?no-such-parameter=1");
            assertThat(answer.code()).isEqualTo("UNKNOWN_PARAMETER");
            List<String> known = new ArrayList<>();
            answer.json().at("/error/details/known").forEach(name -> known.add(name.asString()));
            assertThat(document.queryParameters(described)).isEqualTo(known);
        });
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(CLIENT.uri(path)).header("X-API-Key", RunningApi.KEY);
    }
}
