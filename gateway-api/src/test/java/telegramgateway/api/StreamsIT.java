package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import telegramgateway.api.EventStream.Event;
import telegramgateway.message.MessageEvent;
import tools.jackson.databind.JsonNode;

/** What streams tell, by Server-Sent Events and by WebSockets. */
class StreamsIT {
    private static final RunningApi API = RunningApi.shared();
    private static final ApiClient CLIENT = API.client();
    private static final Feeder FEEDER = API.feeder();
    private static final String MESSAGES = "/api/v1/realtime/messages";
    private static final AtomicLong CHANNELS = new AtomicLong(-1009000000001L);

    private final long channel = CHANNELS.getAndDecrement();
    private final String stream = MESSAGES + "?chats=" + channel;

    @Test
    void historyComesFirstThenWhatHappens() {
        FEEDER.deliver(FEEDER.posted(channel, 3));
        try (EventStream events = EventStream.open(CLIENT, stream + "&after=0")) {
            assertThat(events.next().event()).isEqualTo("open");
            List<Event> history = events.next(3);
            assertThat(history).extracting(Event::messageId).containsExactly(1L, 2L, 3L);
            assertThat(String.join(",", history.stream().map(Event::data).toList()))
                    .as("byte for byte what a poll gives")
                    .isEqualTo(CLIENT.get("/api/v1/messages/poll/" + channel).messagesText());
            assertThat(events.next().json().get("state").asString()).isEqualTo("live");

            FEEDER.deliver(List.of(FEEDER.posted(channel, 4, "new")));
            assertThat(events.next().event()).isEqualTo("posted");
            FEEDER.deliver(List.of(FEEDER.edited(channel, 2, "changed")));
            assertThat(events.next().event()).isEqualTo("edited");
            FEEDER.deliver(List.of(FEEDER.deleted(channel, 1)));
            Event deleted = events.next();
            assertThat(deleted.event()).isEqualTo("deleted");
            assertThat(deleted.messageId()).isEqualTo(1);
        }
    }

    @Test
    void theIdOfAnyEventResumesBehindIt() {
        FEEDER.deliver(FEEDER.posted(channel, 5));
        String third;
        try (EventStream events = EventStream.open(CLIENT, stream + "&after=0")) {
            third = events.next(4).getLast().id();
        }
        try (EventStream events = EventStream.open(CLIENT, stream + "&after=0", RunningApi.KEY, third)) {
            events.next("open");
            assertThat(events.next(2)).extracting(Event::messageId).containsExactly(4L, 5L);
        }
        try (EventStream events = EventStream.open(CLIENT, stream + "&after=" + third)) {
            events.next("open");
            assertThat(events.next().messageId()).isEqualTo(4);
        }
    }

    @Test
    void withoutACursorItBeginsNowAndItsFirstIdHoldsThatPlace() {
        FEEDER.deliver(FEEDER.posted(channel, 2));
        String now;
        try (EventStream events = EventStream.open(CLIENT, stream)) {
            now = events.next("open").id();
            assertThat(events.next().event()).isEqualTo("state");
        }
        FEEDER.deliver(List.of(FEEDER.posted(channel, 3, "while nobody listened")));
        try (EventStream events = EventStream.open(CLIENT, stream, RunningApi.KEY, now)) {
            assertThat(events.next("posted").messageId()).isEqualTo(3);
        }
    }

    @Test
    void afterMayBeAPosition() {
        List<MessageEvent> events = FEEDER.posted(channel, 3);
        FEEDER.deliver(events);
        try (EventStream stream =
                EventStream.open(CLIENT, this.stream + "&after=" + events.get(1).position())) {
            stream.next("open");
            assertThat(stream.next().messageId()).isEqualTo(3);
        }
    }

    /** Nothing is written to Redis, so nobody hints. By itself the stream would look after 15 s. */
    @Test
    void aHintThatGetsLostDelaysItByASecondOrTwo() {
        FEEDER.store(FEEDER.posted(channel, 1));
        try (EventStream events = EventStream.open(CLIENT, stream)) {
            events.next("state");
            long storedAt = System.nanoTime();
            FEEDER.store(List.of(FEEDER.posted(channel, 2, "new")));
            assertThat(events.next("posted").messageId()).isEqualTo(2);
            assertThat(System.nanoTime() - storedAt).isLessThan(8_000_000_000L);
        }
    }

    @Test
    void aWebSocketHasTheFormOfTheSpecification() {
        List<MessageEvent> posted = FEEDER.posted(channel, 2);
        FEEDER.deliver(posted);
        SocketStream socket = SocketStream.open(CLIENT, stream + "&after=0");
        JsonNode open = socket.next();
        assertThat(open.get("type").asString()).isEqualTo("OPEN");
        JsonNode message = socket.next();
        assertThat(message.get("type").asString()).isEqualTo("NEW_MESSAGE");
        assertThat(message.at("/data/messageId").asString()).isEqualTo("1");
        assertThat(message.at("/data/messageId").isString()).isTrue();
        assertThat(message.at("/data/chatId").asString()).isEqualTo(String.valueOf(channel));
        assertThat(message.at("/data/content").asString()).isEqualTo("Olá 🚀 \"1\" مرحبا");
        assertThat(message.at("/data/message/position").asLong())
                .isEqualTo(posted.getFirst().position());
        assertThat(message.get("timestamp").asLong())
                .isEqualTo(posted.getFirst().position() / 1_000);
        socket.next();
        assertThat(socket.next("STATE").at("/data/state").asString()).isEqualTo("live");

        FEEDER.deliver(List.of(FEEDER.edited(channel, 1, "changed")));
        JsonNode edited = socket.next();
        assertThat(edited.get("type").asString()).isEqualTo("MESSAGE_EDITED");
        FEEDER.deliver(List.of(FEEDER.deleted(channel, 1)));
        JsonNode deleted = socket.next();
        assertThat(deleted.get("type").asString()).isEqualTo("MESSAGE_DELETED");
        assertThat(deleted.at("/data").has("content")).isFalse();
        socket.close();

        SocketStream resumed = SocketStream.open(
                CLIENT, stream + "&after=" + edited.get("cursor").asString());
        assertThat(resumed.next("MESSAGE_DELETED")).isEqualTo(deleted);
        resumed.close();
    }

    @Test
    void aSessionsStreamFollowsItsChatsAlsoThoseThatComeLater() {
        String session = "stream-" + Math.abs(channel);
        FEEDER.deliver(FEEDER.ofAccount(session, FEEDER.posted(channel, 1)));
        try (EventStream events = EventStream.open(CLIENT, MESSAGES + "/" + session)) {
            assertThat(events.next("open").json().get("chats").get(0).asString())
                    .isEqualTo(String.valueOf(channel));
            events.next("state");
            long later = CHANNELS.getAndDecrement();
            FEEDER.deliver(FEEDER.ofAccount(session, FEEDER.posted(later, 1)));
            AtomicLong id = new AtomicLong(1);
            // It looks for new chats when it wakes, so something must happen in those that it has.
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        MessageEvent news = FEEDER.posted(channel, id.incrementAndGet(), "news");
                        FEEDER.deliver(FEEDER.ofAccount(session, List.of(news)));
                        return events.next("posted").json().get("channelId").asLong() == later;
                    });
        }
        assertThat(CLIENT.get(MESSAGES + "/no-such-session").code()).isEqualTo("UNKNOWN_SESSION");
    }

    @Test
    void formAndGrantsAreThoseOfPolls() {
        FEEDER.deliver(FEEDER.posted(channel, 1));
        try (EventStream events = EventStream.open(CLIENT, stream + "&after=0&ids=string")) {
            assertThat(events.next("posted").json().get("messageId").isString()).isTrue();
        }
        String key = CLIENT.post(
                        "/api/v1/clients",
                        "{\"name\":\"stream" + channel + "\",\"role\":\"reader\",\"channels\":[" + (channel - 500)
                                + "]}")
                .json()
                .at("/data/key")
                .asString();
        assertThat(CLIENT.withKey(key).get(stream).code()).isEqualTo("UNKNOWN_CHANNEL");
        assertThat(CLIENT.withKey("").get(stream).code()).isEqualTo("UNAUTHORIZED");
        assertThatThrownBy(() -> SocketStream.open(CLIENT, stream, key)).hasStackTraceContaining("404");
        assertThat(CLIENT.get(MESSAGES).code()).isEqualTo("INVALID_ID");
        assertThat(CLIENT.get(stream + "&after=nonsense!").code()).isEqualTo("INVALID_CURSOR");
        assertThat(CLIENT.get(stream + "&after=999999999999999999").code()).isEqualTo("CURSOR_AHEAD");
        ApiClient.Answer head = CLIENT.send(HttpRequest.newBuilder(CLIENT.uri(stream))
                .header("X-API-Key", RunningApi.KEY)
                .HEAD()
                .build());
        assertThat(head.status()).isEqualTo(200);
    }
}
