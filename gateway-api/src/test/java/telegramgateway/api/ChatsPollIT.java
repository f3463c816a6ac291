package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.api.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

class ChatsPollIT {
    private static final String PATH = "/api/v1/messages/poll";

    private final RunningApi api = RunningApi.shared();
    private final ApiClient client = api.client();
    private final Feeder feeder = api.feeder();

    @ParameterizedTest
    @CsvSource({"1", "2", "7", "1000"})
    void followingTheCursorYieldsEverythingOfEachChatOnceAndInOrder(int limit) {
        long first = -1005000000000L - limit * 10L;
        feeder.deliver(feeder.posted(first, 23));
        feeder.store(feeder.posted(first - 1, 5));
        feeder.deliver(feeder.posted(first - 2, 1));
        Map<Long, List<Long>> seen = new LinkedHashMap<>();
        String cursor = "";
        Answer answer;
        do {
            answer = client.get(
                    PATH + "?chats=" + first + "," + (first - 1) + "," + (first - 2) + "&limit=" + limit + cursor);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.meta("count").asInt()).isBetween(0, limit);
            note(answer, seen);
            cursor = "&cursor=" + answer.nextCursor();
        } while (answer.meta("hasMore").asBoolean());
        assertThat(seen.get(first)).isEqualTo(ids(23));
        assertThat(seen.get(first - 1)).isEqualTo(ids(5));
        assertThat(seen.get(first - 2)).isEqualTo(ids(1));
    }

    @Test
    void noChatWaitsBehindABusyOne() {
        long busy = -1005100000001L;
        long quiet = -1005100000002L;
        feeder.deliver(feeder.posted(busy, 100));
        feeder.deliver(feeder.posted(quiet, 1));
        Map<Long, List<Long>> seen = new LinkedHashMap<>();
        String cursor = "";
        for (int poll = 0; poll < 2; poll++) {
            Answer answer = client.get(PATH + "?limit=1&chats=" + busy + "," + quiet + cursor);
            note(answer, seen);
            cursor = "&cursor=" + answer.nextCursor();
        }
        assertThat(seen).containsKeys(busy, quiet);
    }

    @Test
    void aChatThatComesLaterBeginsAtItsOldestMessage() {
        long one = -1005200000001L;
        long later = -1005200000002L;
        feeder.deliver(feeder.posted(one, 2));
        feeder.deliver(feeder.posted(later, 2));
        String cursor = client.get(PATH + "?chats=" + one).nextCursor();
        Answer both = client.get(PATH + "?chats=" + one + "," + later + "&cursor=" + cursor);
        assertThat(both.messageIds()).containsExactly(1L, 2L);
        assertThat(both.json().at("/data/messages/0/channelId").asLong()).isEqualTo(later);
    }

    @Test
    void latestIsFromNowOnInEveryChat() {
        long one = -1005300000001L;
        long other = -1005300000002L;
        feeder.deliver(feeder.posted(one, 2));
        feeder.deliver(feeder.posted(other, 2));
        Answer nothing = client.get(PATH + "?chats=" + one + "," + other + "&cursor=latest");
        assertThat(nothing.messageIds()).isEmpty();
        feeder.deliver(List.of(feeder.posted(other, 3, "new")));
        assertThat(client.get(PATH + "?chats=" + one + "," + other + "&cursor=" + nothing.nextCursor())
                        .messageIds())
                .containsExactly(3L);
    }

    @Test
    void aWaitingPollWakesWithNewsOfAnyOfItsChats() throws Exception {
        long one = -1005400000001L;
        long other = -1005400000002L;
        feeder.deliver(feeder.posted(one, 1));
        feeder.deliver(feeder.posted(other, 1));
        String chats = PATH + "?chats=" + one + "," + other;
        String cursor = client.get(chats).nextCursor();
        CompletableFuture<Answer> poll = CompletableFuture.supplyAsync(
                () -> client.get(chats + "&wait=30&cursor=" + cursor), Thread::startVirtualThread);
        await().until(() -> client.get("/metrics").body().contains("api_polls_waiting 2"));
        feeder.deliver(List.of(feeder.posted(other, 2, "new")));
        assertThat(poll.get(10, TimeUnit.SECONDS).messageIds()).containsExactly(2L);
    }

    @Test
    void aSessionIsTheChatsThatItsAccountReceives() {
        long mine = -1005500000001L;
        long alsoMine = -1005500000002L;
        long foreign = -1005500000003L;
        feeder.deliver(feeder.ofAccount("ana", feeder.posted(mine, 2)));
        feeder.deliver(feeder.ofAccount("ana", feeder.posted(alsoMine, 1)));
        feeder.deliver(feeder.ofAccount("bob", feeder.posted(foreign, 1)));
        Answer all = post("{\"sessionId\":\"ana\",\"params\":{\"limit\":100},\"options\":{\"includeMedia\":true}}");
        assertThat(all.status()).as(all.body()).isEqualTo(200);
        assertThat(all.json().at("/data/messages")).hasSize(3);
        Answer some = post("{\"sessionId\":\"ana\",\"chats\":[\"" + alsoMine + "\"]}");
        assertThat(some.json().at("/data/messages")).hasSize(1);
        assertThat(post("{\"sessionId\":\"ana\",\"params\":{\"cursor\":\"" + all.nextCursor() + "\"}}")
                        .messageIds())
                .isEmpty();
        assertThat(post("{\"sessionId\":\"ana\",\"chats\":[" + foreign + "]}").code())
                .isEqualTo("UNKNOWN_CHANNEL");
        assertThat(post("{\"sessionId\":\"eve\"}").code()).isEqualTo("UNKNOWN_SESSION");
    }

    @Test
    void mediaIsLeftOutForWhoDoesNotWantIt() {
        long chat = -1005600000001L;
        feeder.deliver(feeder.posted(chat, 1));
        JsonNode whole = post("{\"chats\":[" + chat + "]}").json().at("/data/messages/0");
        assertThat(whole.has("photos")).isTrue();
        JsonNode lean = post("{\"chats\":[" + chat + "],\"options\":{\"includeMedia\":false}}")
                .json()
                .at("/data/messages/0");
        assertThat(lean.has("photos")).isFalse();
        assertThat(lean.get("text")).isEqualTo(whole.get("text"));
        assertThat(client.get(PATH + "?includeMedia=false&chats=" + chat).json().at("/data/messages/0"))
                .isEqualTo(lean);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                | 400 | INVALID_BODY",
                "[]                                | 400 | INVALID_BODY",
                "{\"sessionId\":5}                 | 400 | INVALID_BODY",
                "{\"sesionId\":\"x\"}              | 400 | INVALID_BODY",
                "{\"chats\":[1.5]}                 | 400 | INVALID_BODY",
                "{\"chats\":{\"a\":\"-1\"}}        | 400 | INVALID_BODY",
                "{\"chats\":[-1],\"params\":[]}    | 400 | INVALID_BODY",
                "{\"chats\":[-1],\"params\":{\"offset\":1}} | 400 | INVALID_BODY",
                "{\"chats\":[-1],\"options\":{\"includeMedia\":\"yes\"}} | 400 | INVALID_BODY",
                "{\"chats\":[-1],\"params\":{\"limit\":0}}  | 400 | INVALID_LIMIT",
                "{\"chats\":[-1],\"params\":{\"wait\":31}}  | 400 | INVALID_WAIT",
                "{\"chats\":[-1],\"params\":{\"cursor\":\"abc\"}} | 400 | INVALID_CURSOR",
                "{\"chats\":[\"x\"]}               | 400 | INVALID_ID",
                "{\"chats\":[-1]}                  | 404 | UNKNOWN_CHANNEL",
            })
    void aBodyThatMeansNothingIsExplained(String body, int status, String code) {
        Answer answer = post(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().at("/error/details/hint").asString()).isNotBlank();
    }

    @Test
    void oneChatTooManyIsRefused() {
        String chats = String.join(
                ",", IntStream.rangeClosed(1, 101).mapToObj(n -> "-" + n).toList());
        assertThat(client.get(PATH + "?chats=" + chats).code()).isEqualTo("TOO_MANY_CHATS");
    }

    private Answer post(String body) {
        return client.post(PATH, body);
    }

    private static void note(Answer answer, Map<Long, List<Long>> seen) {
        answer.json()
                .at("/data/messages")
                .forEach(
                        message -> seen.computeIfAbsent(message.get("channelId").asLong(), _ -> new ArrayList<>())
                                .add(message.get("messageId").asLong()));
    }

    private static List<Long> ids(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}
