package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.api.EventStream.Event;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;

/** Streams that are cut, while messages come, while tiers fail, and across restarts of the service. */
class StreamSeamIT {
    private static final List<Long> CHANNELS = List.of(-1009200000001L, -1009200000002L, -1009200000003L);
    private static final String STREAM = "/api/v1/realtime/messages?chats="
            + String.join(",", CHANNELS.stream().map(String::valueOf).toList());
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int ROUNDS = 60;
    private static final int CUT_EVERY = 20;
    private static final int RESTART_EVERY = 120;

    private static LocalPostgres postgres;
    private static LocalRedis redis;
    private static LocalDatabase database;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start();
        redis = LocalRedis.start();
        database = postgres.createDatabase();
        RunningApi.migrate(database);
        api = startApi();
    }

    private static RunningApi startApi() {
        return RunningApi.start(
                redis,
                database,
                Map.of(
                        "TELEGRAM_GATEWAY_API_STREAM_HEARTBEAT", "1s",
                        "TIMESCALEDB_CONNECT_TIMEOUT", "500ms",
                        "TIMESCALEDB_STATEMENT_TIMEOUT", "2s",
                        "REDIS_TIMEOUT", "500ms"));
    }

    @AfterAll
    static void stop() {
        api.close();
        redis.close();
        postgres.close();
    }

    @Test
    void eachEventComesOnceAndInOrderHoweverOftenTheStreamIsCut() throws Exception {
        try (Feeder feeder = new Feeder(redis.url(), RunningApi.owner(database))) {
            CHANNELS.forEach(channel -> feeder.deliver(feeder.posted(channel, 20)));
            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(() -> write(feeder), Thread::startVirtualThread);
            Map<Long, List<Long>> had = new HashMap<>();
            Random random = new Random(11);
            int events = 0;
            String last = null;
            int all = CHANNELS.size() * (20 + ROUNDS);
            int cuts = 0;
            while (events < all) {
                int cutAfter = 1 + random.nextInt(CUT_EVERY);
                try (EventStream stream = EventStream.open(
                        api.client(), STREAM + (last == null ? "&after=0" : ""), RunningApi.KEY, last)) {
                    for (int i = 0; i < cutAfter && events < all; ) {
                        Event event = stream.next();
                        assertThat(event.isEnd()).isFalse();
                        if (event.id() != null) {
                            last = event.id();
                        }
                        if (event.isMessage()) {
                            had.computeIfAbsent(event.json().get("channelId").asLong(), _ -> new ArrayList<>())
                                    .add(event.messageId());
                            events++;
                            i++;
                        }
                    }
                }
                cuts++;
                if (events / RESTART_EVERY > (events - cutAfter) / RESTART_EVERY) {
                    api.close();
                    api = startApi();
                }
            }
            writing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(cuts).isGreaterThan(10);
            for (long channel : CHANNELS) {
                List<Long> expected = new ArrayList<>();
                for (long id = 1; id <= 20 + ROUNDS; id++) {
                    expected.add(id);
                }
                assertThat(had.get(channel)).isEqualTo(expected);
            }
            assertNothingFollows(last);
        }
    }

    /** To the database first or to the cache first, in turn, as the gateway's targets are not in step. */
    private static void write(Feeder feeder) {
        for (int round = 0; round < ROUNDS; round++) {
            List<MessageEvent> events = new ArrayList<>();
            for (long channel : CHANNELS) {
                events.add(feeder.posted(channel, 21 + round, "round " + round));
            }
            if (round % 2 == 0) {
                feeder.store(events);
                events.forEach(event -> feeder.cache(List.of(event)));
            } else {
                events.forEach(event -> feeder.cache(List.of(event)));
                feeder.store(events);
            }
        }
    }

    private static void assertNothingFollows(@Nullable String last) {
        try (EventStream stream = EventStream.open(api.client(), STREAM, RunningApi.KEY, last)) {
            assertThat(stream.next().event()).isEqualTo("open");
            assertThat(stream.next().event()).isEqualTo("state");
        }
    }

    @Test
    void itSaysThatTheTiersAreAwayAndGoesOnByItself() {
        long channel = CHANNELS.getFirst() - 100;
        try (Feeder feeder = new Feeder(redis.url(), RunningApi.owner(database))) {
            feeder.deliver(feeder.posted(channel, 1));
            try (EventStream stream =
                    EventStream.open(api.client(), "/api/v1/realtime/messages?after=0&chats=" + channel)) {
                assertThat(stream.next("state").json().get("state").asString()).isEqualTo("live");

                redis.stop();
                feeder.store(List.of(feeder.posted(channel, 2, "while Redis is away")));
                assertThat(stream.next("posted").messageId()).isEqualTo(2);

                postgres.stop();
                // A hint would make it look at once; without Redis it looks with its heartbeat.
                Event away = stream.next("state");
                assertThat(away.json().get("state").asString()).isEqualTo("unavailable");
                assertThat(away.json().get("reason").asString()).isNotBlank();

                postgres.restart();
                assertThat(stream.next("state").json().get("state").asString()).isEqualTo("live");
                await().atMost(LIMIT).ignoreExceptions().until(() -> {
                    feeder.store(List.of(feeder.posted(channel, 3, "afterwards")));
                    return true;
                });
                assertThat(stream.next("posted").messageId()).isEqualTo(3);
                assertThat(stream.waiting()).isZero();
            } finally {
                redis.restart();
            }
        }
    }
}
