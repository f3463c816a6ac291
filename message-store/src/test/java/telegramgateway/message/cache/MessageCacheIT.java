package telegramgateway.message.cache;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.CacheAnswer;
import telegramgateway.message.feed.CacheAnswer.Hit;
import telegramgateway.message.feed.CacheAnswer.Miss;
import telegramgateway.message.feed.CacheAnswer.Reason;
import telegramgateway.message.feed.StoreUnavailableException;

/** The door on a real Redis that is refused, slow, full, restarted or away. */
class MessageCacheIT {
    private static final long CHANNEL = -1001;
    private static final MessageEvent FIRST = TestMessages.event(CHANNEL, 7, 100, 0);
    private static final MessageEvent SECOND = TestMessages.event(CHANNEL, 8, 200, 100);

    private final LocalRedis server = LocalRedis.start();
    private final RedisClient client = RedisClient.create(server.url());
    private final CacheOptions options = CacheOptions.of(server.url()).withTimeout(ofMillis(500));
    private final MessageCache cache = MessageCache.connect(options, InstantSource.system());
    private RedisCommands<String, String> raw = client.connect().sync();

    @AfterEach
    void stop() {
        cache.close();
        client.shutdown();
        server.close();
    }

    @Test
    void whatWasWrittenIsRead() {
        cache.write(List.of(FIRST, SECOND), Map.of());
        cache.assertHeads(Map.of(CHANNEL, 200L), Map.of());

        assertThat(cache.read(CHANNEL, 0, 10)).isInstanceOfSatisfying(Hit.class, hit -> {
            assertThat(hit.entries()).extracting(entry -> entry.json()).containsExactly(FIRST.json(), SECOND.json());
            assertThat(hit.nextCursor()).isEqualTo(200);
            assertThat(hit.knownHead()).isEqualTo(200);
            assertThat(hit.alive()).isTrue();
        });
        assertThat(cache.head(CHANNEL)).hasValue(200);
    }

    @Test
    void aBatchOfAnyLengthIsWritten() {
        List<MessageEvent> events = new ArrayList<>();
        int count = CacheWriter.MAX_PIPELINE * 3 + 7;
        for (int i = 1; i <= count; i++) {
            events.add(TestMessages.event(CHANNEL, i, i, i - 1));
        }

        cache.write(events, Map.of());

        assertThat(raw.zcard(CacheKeys.feed(CHANNEL))).isEqualTo(count + 1);
    }

    @Test
    void aRedisThatForgotTheScriptsIsTaughtThemAgain() {
        cache.write(List.of(FIRST), Map.of());
        raw.scriptFlush();

        cache.write(List.of(SECOND), Map.of());
        raw.scriptFlush();

        assertThat(entries(cache.read(CHANNEL, 0, 10))).isEqualTo(2);
    }

    @Test
    void aCacheIsMadeWhileRedisIsAwayAndComesBackByItself() {
        server.stop();
        try (MessageCache lazy = MessageCache.connect(options, InstantSource.system())) {
            assertThatThrownBy(() -> lazy.write(List.of(FIRST), Map.of()))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(lazy::ping).isInstanceOf(StoreUnavailableException.class);
            assertThat(lazy.read(CHANNEL, 0, 10)).isEqualTo(new Miss(Reason.ERROR, 0));
            assertThat(lazy.head(CHANNEL)).isEmpty();

            server.restart();

            await().atMost(ofSeconds(10)).ignoreExceptions().untilAsserted(() -> lazy.write(List.of(FIRST), Map.of()));
            await().atMost(ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(entries(lazy.read(CHANNEL, 0, 10))).isEqualTo(1));
        }
    }

    @Test
    void aRestartUnderTheConnectionIsSurvived() {
        cache.write(List.of(FIRST), Map.of());
        assertThat(entries(cache.read(CHANNEL, 0, 10))).isEqualTo(1);

        server.kill();
        assertThatThrownBy(() -> cache.write(List.of(SECOND), Map.of())).isInstanceOf(StoreUnavailableException.class);
        server.restart();

        await().atMost(ofSeconds(10)).ignoreExceptions().untilAsserted(() -> cache.write(List.of(SECOND), Map.of()));
        await().atMost(ofSeconds(10)).untilAsserted(() -> {
            assertThat(cache.read(CHANNEL, 0, 10)).isEqualTo(new Miss(Reason.BELOW_FLOOR, 200));
            assertThat(entries(cache.read(CHANNEL, 100, 10))).isEqualTo(1);
        });
    }

    @Test
    void aRedisThatDoesNotAnswerIsGivenUpInTimeAndAskedAgainLater() {
        cache.write(List.of(FIRST), Map.of());
        raw.clientPause(3_000);

        assertThatThrownBy(() -> cache.write(List.of(SECOND), Map.of()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("did not answer");
        assertThat(cache.read(CHANNEL, 0, 10)).isEqualTo(new Miss(Reason.ERROR, 0));

        await().atMost(ofSeconds(10)).ignoreExceptions().untilAsserted(() -> cache.write(List.of(SECOND), Map.of()));
        await().atMost(ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(entries(cache.read(CHANNEL, 0, 10))).isEqualTo(2));
    }

    @Test
    void aFullRedisRefusesWholeEventsAndStillAnswersReaders() {
        cache.write(List.of(FIRST), Map.of());
        cache.assertHeads(Map.of(CHANNEL, 100L), Map.of());
        raw.configSet("maxmemory", "1");

        assertThatThrownBy(() -> cache.write(List.of(SECOND), Map.of())).hasMessageContaining("OOM");
        assertThatThrownBy(() -> cache.assertHeads(Map.of(CHANNEL, 100L), Map.of()))
                .hasMessageContaining("OOM");
        assertThat(raw.zrange(CacheKeys.feed(CHANNEL), 0, -1)).containsExactly("floor", "7");
        assertThat(entries(cache.read(CHANNEL, 0, 10))).isEqualTo(1);

        raw.configSet("maxmemory", "0");
        cache.write(List.of(SECOND), Map.of());
        assertThat(entries(cache.read(CHANNEL, 0, 10))).isEqualTo(2);
    }

    @Test
    void oneBadKeyFailsTheWriteAndLeavesTheRestProvable() {
        raw.set(CacheKeys.feed(-1002), "not a feed");

        assertThatThrownBy(() -> cache.write(List.of(FIRST, TestMessages.event(-1002, 1, 150, 0), SECOND), Map.of()))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(entries(cache.read(CHANNEL, 0, 10))).isEqualTo(2);
        assertThat(cache.read(-1002, 0, 10)).isEqualTo(new Miss(Reason.ERROR, 0));
    }

    @Test
    void theLastEventOfABatchWakesTheChannelOnce() throws Exception {
        ConcurrentLinkedQueue<Long> woken = new ConcurrentLinkedQueue<>();
        try (AutoCloseable _ = cache.onWake(woken::add)) {
            await().until(() -> raw.pubsubNumpat() == 1);

            cache.write(List.of(FIRST, TestMessages.event(-1002, 1, 150, 0), SECOND), Map.of());

            await().untilAsserted(() -> assertThat(woken).containsExactly(-1002L, CHANNEL));
        }
        await().until(() -> raw.pubsubNumpat() == 0);
    }

    @Test
    void wakeUpsComeAgainAfterARestart() throws Exception {
        ConcurrentLinkedQueue<Long> woken = new ConcurrentLinkedQueue<>();
        try (AutoCloseable _ = cache.onWake(woken::add)) {
            await().until(() -> raw.pubsubNumpat() == 1);
            server.kill();
            server.restart();
            raw = client.connect().sync();
            await().atMost(ofSeconds(10)).until(() -> raw.pubsubNumpat() == 1);

            await().atMost(ofSeconds(10)).ignoreExceptions().untilAsserted(() -> cache.write(List.of(FIRST), Map.of()));

            await().untilAsserted(() -> assertThat(woken).contains(CHANNEL));
        }
    }

    @Test
    void theCommittedMarkIsKeptPerMessageAndNeverFalls() {
        assertThat(cache.committed(CHANNEL, 7)).isEmpty();

        cache.markCommitted(CHANNEL, 7, 200);
        cache.markCommitted(CHANNEL, 7, 100);

        assertThat(cache.committed(CHANNEL, 7)).isEqualTo(OptionalLong.of(200));
        assertThat(cache.committed(CHANNEL, 8)).isEmpty();
    }

    @Test
    void callsThatRedisDidNotConfirmAreCounted() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        cache.bindTo(metrics);
        cache.ping();
        assertThat(metrics.get("redis.failures").functionCounter().count()).isZero();

        raw.set(CacheKeys.feed(CHANNEL), "not a feed");
        cache.read(CHANNEL, 0, 10);

        assertThat(metrics.get("redis.failures").functionCounter().count()).isEqualTo(1);
    }

    @Test
    void aPasswordIsUsedAndNeverShown() {
        raw.configSet("requirepass", "hunter2");
        CacheOptions withPassword = login("hunter2");
        try (MessageCache locked = MessageCache.connect(withPassword, InstantSource.system())) {
            locked.write(List.of(FIRST), Map.of());
        }
        assertThat(withPassword.toString()).doesNotContain("hunter2");
        try (MessageCache wrong = MessageCache.connect(login("wrong"), InstantSource.system())) {
            assertThatThrownBy(wrong::ping)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("it refuses us (WRONGPASS")
                    .hasMessageContaining("see REDIS_USERNAME, REDIS_PASSWORD");
        }
        assertThatThrownBy(cache::ping).hasMessageContaining("REDIS_PASSWORD");
    }

    private CacheOptions login(String password) {
        return CacheOptions.of(RedisAddress.parse(server.url()), new RedisAccess(null, password, null, null));
    }

    private static int entries(CacheAnswer answer) {
        return answer instanceof Hit hit ? hit.entries().size() : -1;
    }
}
