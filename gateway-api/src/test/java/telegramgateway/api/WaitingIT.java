package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalRedis;

/** Polls that wait: many of them, too many of them, those whose client has gone, and those that a stop finds. */
class WaitingIT {
    private static final LocalDatabase DATABASE = migrated();
    private static final int PLACES = 300;
    private static final long CHANNEL = -1005000000001L;
    private static final long OTHER = -1005000000002L;

    private final RunningApi api = RunningApi.start(
            LocalRedis.shared(), DATABASE, Map.of("TELEGRAM_GATEWAY_API_WAITING_MAX", String.valueOf(PLACES)));
    private final ApiClient client = api.client();
    private final Feeder feeder = api.feeder();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void newsAnswersEveryPollOfTheirChatAndNoOther() {
        List<CompletableFuture<Answer>> polls = wait(newChat(CHANNEL), PLACES - 50);
        List<CompletableFuture<Answer>> others = wait(newChat(OTHER), 50);
        awaitWaiting(PLACES);

        feeder.deliver(List.of(feeder.posted(CHANNEL, 2, "news")));

        assertThat(answers(polls))
                .allSatisfy(answer -> assertThat(answer.messageIds()).containsExactly(2L));
        assertThat(others).noneMatch(CompletableFuture::isDone);
        awaitWaiting(50);

        feeder.deliver(List.of(feeder.posted(OTHER, 2, "news")));

        assertThat(answers(others)).hasSize(50);
        awaitWaiting(0);
    }

    /** By itself a poll looks once a second, so that ten looks would take ten. */
    @Test
    void aHintMakesAPollLookAtOnce() {
        List<CompletableFuture<Answer>> polls = wait(newChat(CHANNEL), 1);
        awaitWaiting(1);
        double before = looks();
        try (RedisClient redis = RedisClient.create(LocalRedis.shared().url())) {
            var hints = redis.connect().sync();

            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        hints.publish("telegram:wake:{" + CHANNEL + "}", "1");
                        return looks() - before >= 10;
                    });
        }
        assertThat(polls).noneMatch(CompletableFuture::isDone);
        feeder.deliver(List.of(feeder.posted(CHANNEL, 2, "news")));
        answers(polls);
    }

    private double looks() {
        return api.service()
                .getBean(MeterRegistry.class)
                .get("polling.cache.hits")
                .counter()
                .count();
    }

    @Test
    void onePollTooManyIsToldSoAndAPlaceThatIsLeftIsFree() {
        String chat = newChat(CHANNEL);
        List<CompletableFuture<Answer>> polls = wait(chat, PLACES);
        awaitWaiting(PLACES);

        Answer refused = client.get(chat);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("TOO_MANY_POLLS");
        assertThat(refused.json().at("/error/details/hint").asString()).contains("TELEGRAM_GATEWAY_API_WAITING_MAX");
        assertThat(client.get(chat.replace("wait=30", "wait=0")).status())
                .as("who does not wait is answered")
                .isEqualTo(200);

        feeder.deliver(List.of(feeder.posted(CHANNEL, 2, "news")));
        answers(polls);

        assertThat(client.get(chat).messageIds()).containsExactly(2L);
    }

    @Test
    void clientsThatGoAwayHoldNobodyUp() throws IOException {
        String chat = newChat(CHANNEL);
        String waitsLittle = chat.replace("wait=30", "wait=2");
        for (int i = 0; i < PLACES - 1; i++) {
            goAwayFrom(i % 2 == 0 ? chat : waitsLittle);
        }
        // Their places are free when their time is over, or when news come.
        List<CompletableFuture<Answer>> polls = wait(chat, 1);
        awaitWaiting(PLACES / 2 + 1);

        feeder.deliver(List.of(feeder.posted(CHANNEL, 2, "news")));

        assertThat(answers(polls).getFirst().messageIds()).containsExactly(2L);
        awaitWaiting(0);
        assertThat(client.get("/metrics").body()).doesNotContain("status=\"500\"");
    }

    @Test
    void aStopAnswersEveryPollAtOnceWithItsCursor() {
        String chat = newChat(CHANNEL);
        List<CompletableFuture<Answer>> polls = wait(chat, PLACES);
        awaitWaiting(PLACES);

        long stoppedAt = System.nanoTime();
        api.close();

        assertThat(Duration.ofNanos(System.nanoTime() - stoppedAt)).isLessThan(Duration.ofSeconds(5));
        assertThat(answers(polls)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.messageIds()).isEmpty();
            assertThat(chat).endsWith(answer.nextCursor());
        });
    }

    /** Posts a first message, and gives the path of a poll that waits for the second. */
    private String newChat(long channel) {
        feeder.deliver(List.of(feeder.posted(channel, 1, "first")));
        String poll = "/api/v1/messages/poll/" + channel;
        return poll + "?wait=30&cursor=" + client.get(poll + "?cursor=latest").nextCursor();
    }

    private List<CompletableFuture<Answer>> wait(String chat, int polls) {
        return IntStream.range(0, polls)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> client.get(chat), Thread::startVirtualThread))
                .toList();
    }

    private void awaitWaiting(int polls) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.get("/metrics").body().contains("api_polls_waiting " + polls + ".0\n"));
    }

    private static List<Answer> answers(List<CompletableFuture<Answer>> polls) {
        List<Answer> answers = new ArrayList<>();
        for (CompletableFuture<Answer> poll : polls) {
            answers.add(poll.orTimeout(10, TimeUnit.SECONDS).join());
        }
        return answers;
    }

    private void goAwayFrom(String chat) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
            socket.getOutputStream()
                    .write(("GET " + chat + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + RunningApi.KEY + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static LocalDatabase migrated() {
        LocalDatabase database = DatabaseServer.shared().createDatabase();
        RunningApi.migrate(database);
        return database;
    }
}
