package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import telegramgateway.api.EventStream.Event;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;

/** Streams that are slow, too many, idle, revoked, or open when the service stops; and the state of sessions. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StreamLimitsIT {
    private static final int IDLE = 2_000;
    private static final int MAX = IDLE + 20;
    private static final long CHANNEL = -1009100000001L;
    private static final String STREAM = "/api/v1/realtime/messages?chats=" + CHANNEL;
    private static final String STATUS = "/api/v1/realtime/status/main";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** More than the buffers of a connection hold. */
    private static final int MANY = 120;

    private static final String LONG_TEXT = "long ".repeat(20_000);

    private static FileKeeper mtproto;
    private static RunningApi api;

    @BeforeAll
    static void start() throws IOException {
        mtproto = new FileKeeper();
        session("ready", true);
        LocalDatabase database = DatabaseServer.shared().createDatabase();
        RunningApi.migrate(database);
        api = RunningApi.start(
                LocalRedis.shared(),
                database,
                Map.of(
                        "MTPROTO_SERVICE_URL",
                        mtproto.url(),
                        "TELEGRAM_GATEWAY_API_RATE_LIMIT",
                        "0",
                        "TELEGRAM_GATEWAY_API_STREAMS_MAX",
                        String.valueOf(MAX),
                        "TELEGRAM_GATEWAY_API_STREAMS_PER_CLIENT",
                        String.valueOf(IDLE),
                        "TELEGRAM_GATEWAY_API_STREAM_HEARTBEAT",
                        "1s",
                        "TELEGRAM_GATEWAY_API_STREAM_PATIENCE",
                        "2s"));
        api.feeder().deliver(api.feeder().posted(CHANNEL, 1));
    }

    @AfterAll
    static void stop() {
        api.close();
        mtproto.close();
    }

    /** A client that leaves is noticed at the next heartbeats. */
    @AfterEach
    void everyPlaceIsGivenBack() {
        if (api.service().isActive()) {
            awaitStreams(0);
        }
    }

    @Test
    @Order(1)
    void aSilentStreamSaysThatItLives() {
        try (EventStream events = EventStream.open(api.client(), STREAM)) {
            await().atMost(LIMIT).until(() -> events.heartbeats() >= 2);
        }
    }

    @Test
    @Order(2)
    void whoReadsNothingIsToldWhenHeReadsAgainAndNobodyElseNotices() {
        long channel = CHANNEL - 1;
        List<MessageEvent> events = longMessages(channel);
        String stream = "/api/v1/realtime/messages?after=0&chats=" + channel;
        try (EventStream slow = EventStream.silent(api.client(), stream, RunningApi.KEY, null);
                EventStream quick = EventStream.open(api.client(), stream)) {
            quick.next("open");
            assertThat(quick.next(MANY))
                    .allSatisfy(event -> assertThat(event.isMessage()).isTrue());
            assertThat(quick.next("state").json().get("state").asString()).isEqualTo("live");
            letTimePass();
            slow.read();
            Event told = slow.next("error");
            assertThat(told.json().get("code").asString()).isEqualTo("CLIENT_TOO_SLOW");
            assertThat(slow.next().isEnd()).isTrue();
        }
        assertThat(events).hasSize(MANY);
        SocketStream socket = SocketStream.silent(api.client(), stream);
        letTimePass();
        socket.read();
        assertThat(socket.closed()).startsWith("1013 CLIENT_TOO_SLOW");
    }

    @Test
    @Order(3)
    void whoNeverReadsIsCut() {
        String stream = "/api/v1/realtime/messages?after=0&chats=" + (CHANNEL - 1);
        try (EventStream _ = EventStream.silent(api.client(), stream, RunningApi.KEY, null)) {
            SocketStream socket = SocketStream.silent(api.client(), stream);
            awaitStreams(2);
            awaitStreams(0);
            socket.close();
        }
    }

    @Test
    @Order(4)
    void aRevokedKeyEndsItsStreamsWithinFiveSeconds() {
        String key = api.client()
                .post("/api/v1/clients", "{\"name\":\"revoked-streamer\",\"role\":\"reader\"}")
                .json()
                .at("/data/key")
                .asString();
        try (EventStream events = EventStream.open(api.client(), STREAM, key, null)) {
            SocketStream socket = SocketStream.open(api.client(), STREAM, key);
            events.next("state");
            socket.next("STATE");
            api.client().change("delete", "/api/v1/clients/revoked-streamer", "");
            long revokedAt = System.nanoTime();
            assertThat(events.next("error").json().get("code").asString()).isEqualTo("UNAUTHORIZED");
            assertThat(events.next().isEnd()).isTrue();
            assertThat(socket.closed()).startsWith("1008 UNAUTHORIZED: The API key was revoked");
            assertThat(Duration.ofNanos(System.nanoTime() - revokedAt)).isLessThan(Duration.ofSeconds(7));
        }
    }

    @Test
    @Order(5)
    void theStateOfASessionIsToldWheneverItChanges() {
        try (EventStream events = EventStream.open(api.client(), STATUS)) {
            SocketStream socket = SocketStream.open(api.client(), STATUS);
            assertThat(events.next("status").data())
                    .isEqualTo("{\"sessionId\":\"main\",\"state\":\"ready\",\"connected\":true}");
            socket.next("SESSION_STATUS");
            session("waiting_for_code", false);
            assertThat(events.next("status").json().get("state").asString()).isEqualTo("waiting_for_code");
            assertThat(socket.next("SESSION_STATUS").at("/data/connected").asBoolean())
                    .isFalse();
            mtproto.messages.put("/health", "<html>");
            assertThat(events.next("status").json().get("reason").asString())
                    .isEqualTo("mtproto-native does not answer");
            assertThat(api.client().get(STATUS).code()).isEqualTo("STATUS_UNAVAILABLE");
            session("ready", true);
            events.next("status");
            assertThat(api.client().get(STATUS.replace("main", "other")).code()).isEqualTo("UNKNOWN_SESSION");
            socket.close();
        }
    }

    @Test
    @Order(6)
    void thousandsOfIdleStreamsHearOfOneMessageAndOneTooManyIsToldSo() throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(connect());
            }
            awaitStreams(IDLE);
            assertThat(api.client().get(STREAM).code()).isEqualTo("TOO_MANY_STREAMS_OF_CLIENT");
            String key = api.client()
                    .post("/api/v1/clients", "{\"name\":\"another-streamer\",\"role\":\"reader\"}")
                    .json()
                    .at("/data/key")
                    .asString();
            List<EventStream> others = new ArrayList<>();
            for (int i = IDLE; i < MAX; i++) {
                others.add(EventStream.open(api.client(), STREAM, key, null));
            }
            awaitStreams(MAX);
            assertThat(api.client().withKey(key).get(STREAM).code()).isEqualTo("TOO_MANY_STREAMS");
            assertThatThrownBy(() -> SocketStream.open(api.client(), STREAM, key))
                    .hasStackTraceContaining("503");
            others.forEach(EventStream::close);

            api.feeder().deliver(List.of(api.feeder().posted(CHANNEL, 2, "for everybody")));
            for (SocketChannel each : idle) {
                assertThat(readUntil(each, "for everybody")).contains("event: posted");
            }
        } finally {
            for (SocketChannel each : idle) {
                each.close();
            }
        }
    }

    @Test
    @Order(7)
    void aStopSaysGoodbye() {
        try (EventStream events = EventStream.open(api.client(), STREAM)) {
            SocketStream socket = SocketStream.open(api.client(), STREAM);
            events.next("state");
            socket.next("STATE");
            long stoppedAt = System.nanoTime();
            api.close();
            assertThat(Duration.ofNanos(System.nanoTime() - stoppedAt)).isLessThan(Duration.ofSeconds(5));
            assertThat(events.next("error").json().get("code").asString()).isEqualTo("SERVICE_STOPS");
            assertThat(socket.closed()).startsWith("1001 SERVICE_STOPS");
        }
    }

    /** Until it is too late, and before the connection is cut. */
    private static void letTimePass() {
        long begun = System.nanoTime();
        await().atMost(LIMIT).until(() -> System.nanoTime() - begun > 2_500_000_000L);
    }

    private static List<MessageEvent> longMessages(long channel) {
        List<MessageEvent> events = new ArrayList<>();
        for (int id = 1; id <= MANY; id++) {
            events.add(api.feeder().posted(channel, id, LONG_TEXT));
        }
        api.feeder().deliver(events);
        return events;
    }

    private static void session(String state, boolean connected) {
        mtproto.messages.put(
                "/health",
                "{\"status\":\"healthy\",\"sessions\":{\"main\":{\"state\":\"" + state + "\",\"connected\":" + connected
                        + ",\"lastUpdate\":\"2025-10-25T12:00:00Z\"}}}");
    }

    private static SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), api.client().port()));
        channel.write(
                ByteBuffer.wrap(("GET " + STREAM + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + RunningApi.KEY + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static String readUntil(SocketChannel channel, String wanted) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (!new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).contains(wanted)) {
            if (channel.read(buffer) < 0) {
                throw new AssertionError("The stream ended");
            }
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    private static void awaitStreams(int count) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> api.client().get("/metrics").body().contains("api_streams " + count + ".0\n"));
    }
}
