package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.message.MessageEvent;

class PollIT {
    private final RunningApi api = RunningApi.shared();
    private final ApiClient client = api.client();
    private final Feeder feeder = api.feeder();

    @Test
    void followingTheCursorYieldsEverythingOnceInOrder() {
        long channel = -1001000000001L;
        List<MessageEvent> events = feeder.posted(channel, 237);
        feeder.deliver(events);

        List<Long> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        Answer answer;
        do {
            answer = client.get("/api/v1/messages/poll/" + channel + "?limit=100" + cursor);
            assertThat(answer.status()).isEqualTo(200);
            seen.addAll(answer.messageIds());
            cursor = "&cursor=" + answer.nextCursor();
            pages++;
        } while (answer.meta("hasMore").asBoolean());
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 237).boxed().toList());
        assertThat(pages).isEqualTo(3);
        assertThat(client.get("/api/v1/messages/poll/" + channel + "?limit=100" + cursor)
                        .messageIds())
                .isEmpty();
    }

    @Test
    void messagesPassThroughByteForByteFromEitherTier() {
        long cached = -1001000000002L;
        List<MessageEvent> events = feeder.posted(cached, 100);
        feeder.deliver(events);
        Answer fromCache = client.get("/api/v1/messages/poll/" + cached);
        assertThat(fromCache.meta("source").asString()).isEqualTo("cache");

        long stored = -1001000000003L;
        List<MessageEvent> others = feeder.posted(stored, 100);
        feeder.store(others);
        Answer fromDatabase = client.get("/api/v1/messages/poll/" + stored);
        assertThat(fromDatabase.meta("source").asString()).isEqualTo("database");

        assertThat(fromCache.messagesText()).isEqualTo(texts(events));
        assertThat(fromDatabase.messagesText()).isEqualTo(texts(others));
        assertThat(fromCache.header("Content-Type")).isEqualTo("application/json");
        assertThat(fromCache.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theSameChannelReadsTheSameFromBothTiers() {
        long channel = -1001000000004L;
        List<MessageEvent> events = new ArrayList<>(feeder.posted(channel, 10));
        events.add(feeder.deleted(channel, 4));
        feeder.store(events);
        Answer fromDatabase = client.get("/api/v1/messages/poll/" + channel);
        feeder.cache(events);
        Answer fromCache = client.get("/api/v1/messages/poll/" + channel);

        assertThat(fromDatabase.meta("source").asString()).isEqualTo("database");
        assertThat(fromCache.meta("source").asString()).isEqualTo("cache");
        assertThat(fromCache.messagesText()).isEqualTo(fromDatabase.messagesText());
        assertThat(fromCache.messageIds()).containsExactly(1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L, 10L, 4L);
        assertThat(fromCache.messagesText()).endsWith(json(events.getLast()));
    }

    @Test
    void latestIsFromNowOn() {
        long channel = -1001000000005L;
        feeder.deliver(feeder.posted(channel, 3));
        Answer nothing = client.get("/api/v1/messages/poll/" + channel + "?cursor=latest");
        assertThat(nothing.messageIds()).isEmpty();

        feeder.deliver(List.of(feeder.posted(channel, 4, "new")));
        assertThat(client.get("/api/v1/messages/poll/" + channel + "?cursor=" + nothing.nextCursor())
                        .messageIds())
                .containsExactly(4L);
    }

    @Test
    void aWaitingPollWakesAtOnce() throws Exception {
        long channel = -1001000000006L;
        feeder.deliver(feeder.posted(channel, 1));
        String cursor = client.get("/api/v1/messages/poll/" + channel).nextCursor();
        client.get("/api/v1/messages/poll/" + channel + "?cursor=" + cursor + "&wait=1");

        CompletableFuture<Answer> poll = inBackground("/poll/" + channel + "?wait=30&cursor=" + cursor);
        awaitWaiting(1);
        long deliveredAt = System.nanoTime();
        feeder.deliver(List.of(feeder.posted(channel, 2, "new")));
        Answer answer = poll.get(10, TimeUnit.SECONDS);
        assertThat(answer.messageIds()).containsExactly(2L);
        assertThat(Duration.ofNanos(System.nanoTime() - deliveredAt)).isLessThan(Duration.ofMillis(900));
        assertThat(client.get("/metrics").body())
                .contains("message_stage_seconds_bucket{stage=\"polled\"")
                .contains("api_polls_waiting 0");
    }

    @Test
    void aWaitingPollFindsNewsWithoutAHint() throws Exception {
        long channel = -1001000000007L;
        feeder.store(feeder.posted(channel, 1));
        String cursor = client.get("/api/v1/messages/poll/" + channel).nextCursor();

        CompletableFuture<Answer> poll = inBackground("/poll/" + channel + "?wait=30&cursor=" + cursor);
        awaitWaiting(1);
        feeder.store(List.of(feeder.posted(channel, 2, "only in the database")));
        assertThat(poll.get(10, TimeUnit.SECONDS).messageIds()).containsExactly(2L);
    }

    @Test
    void aPollThatWaitsInVainAnswersItsCursor() {
        long channel = -1001000000008L;
        feeder.deliver(feeder.posted(channel, 1));
        String cursor = client.get("/api/v1/messages/poll/" + channel).nextCursor();
        Answer answer = client.get("/api/v1/messages/poll/" + channel + "?wait=1&cursor=" + cursor);
        assertThat(answer.messageIds()).isEmpty();
        assertThat(answer.nextCursor()).isEqualTo(cursor);
        assertThat(answer.meta("executionTime").asLong()).isBetween(1_000L, 5_000L);
    }

    private CompletableFuture<Answer> inBackground(String path) {
        return CompletableFuture.supplyAsync(() -> client.get("/api/v1/messages" + path), Thread::startVirtualThread);
    }

    private void awaitWaiting(int polls) {
        await().until(() -> client.get("/metrics").body().contains("api_polls_waiting " + polls));
    }

    private static String texts(List<MessageEvent> events) {
        return events.stream().map(PollIT::json).collect(Collectors.joining(","));
    }

    private static String json(MessageEvent event) {
        return new String(event.json(), StandardCharsets.UTF_8);
    }
}
