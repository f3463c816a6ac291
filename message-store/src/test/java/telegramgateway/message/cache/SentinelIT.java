package telegramgateway.message.cache;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;
import telegramgateway.local.LocalRedisSentinel;
import telegramgateway.message.feed.CacheAnswer.Miss;

/** Redis under Sentinel: whoever is the master now is found, and readers who follow meanwhile skip nothing. */
@Tag("feed")
class SentinelIT {
    private static final int CHANNELS = 3;
    private static final long CHANNEL = -1001;

    @Test
    void aFailoverThatLosesWritesIsNoticedByTheNextEvents() {
        try (LocalRedisSentinel site = LocalRedisSentinel.start();
                LiveFeed live = new LiveFeed(CacheOptions.of(site.url()), CHANNELS)) {
            await().atMost(ofSeconds(20)).until(live::cacheAnswers);
            LocalRedis replica = site.replica();
            site.cutReplication();
            awaitEvents(live, 100);

            site.master().kill();
            site.awaitMaster(replica);

            await().atMost(ofSeconds(20)).until(live::cacheAnswers);
            awaitEvents(live, 100);
            live.rest();
            await().atMost(ofSeconds(20)).until(live::allRead);
            live.assertNothingSkipped();
        }
    }

    @Test
    void aFailoverThatLosesWritesIsNoticedWithoutANextEvent() {
        try (LocalRedisSentinel site = LocalRedisSentinel.start();
                LiveFeed live = new LiveFeed(CacheOptions.of(site.url()), CHANNELS)) {
            await().atMost(ofSeconds(20)).until(live::cacheAnswers);
            LocalRedis replica = site.replica();
            site.cutReplication();
            awaitEvents(live, 100);
            live.rest();
            await().atMost(ofSeconds(20)).until(() -> live.allRead() && live.allWritten());
            LocalRedis master = site.master();
            master.kill();
            site.awaitMaster(replica);

            await().atMost(ofSeconds(20)).until(live::cacheAnswers);
            for (long channel : live.channels()) {
                assertThat(live.cache().head(channel)).hasValue(live.head(channel));
                assertThat(live.cache().read(channel, live.head(channel) - 1, 10))
                        .as("the replica has not heard of it")
                        .isInstanceOf(Miss.class);
            }
            live.assertNothingSkipped();
        }
    }

    @Test
    void aMasterThatIsReplacedByCommandIsLeft() {
        try (LocalRedisSentinel site = LocalRedisSentinel.start(1, Map.of(), Map.of());
                LiveFeed live = new LiveFeed(CacheOptions.of(site.url()), CHANNELS)) {
            for (int i = 0; i < 2; i++) {
                await().atMost(ofSeconds(20)).until(live::cacheAnswers);
                site.failOver();
                awaitEvents(live, 100);
            }

            await().atMost(ofSeconds(20)).until(live::cacheAnswers);
            live.rest();
            await().atMost(ofSeconds(20)).until(live::allRead);
            live.assertNothingSkipped();
        }
    }

    @Test
    void aServerThatWasDemotedIsLeftWithTheFirstRefusal() {
        try (LocalRedis server = LocalRedis.start();
                LocalRedis other = LocalRedis.start();
                MessageCache cache = MessageCache.connect(CacheOptions.of(server.url()), InstantSource.system())) {
            cache.write(List.of(TestMessages.event(CHANNEL, 7, 100, 0)), Map.of());
            String before = clients(server);
            server.ask("REPLICAOF", "127.0.0.1", Integer.toString(other.port()));

            assertThatThrownBy(() -> cache.write(List.of(TestMessages.event(CHANNEL, 8, 200, 100)), Map.of()))
                    .hasMessageContaining("READONLY");

            assertThat(before).contains("name=telegram-gateway");
            await().atMost(ofSeconds(2)).until(() -> !clients(server).contains("name=telegram-gateway"));
        }
    }

    /** It wakes up after the failover, takes commands, and its Sentinels demote it only seconds later. */
    @Test
    void anOldMasterThatIsCutOffIsNotBelieved() {
        try (LocalRedisSentinel site = LocalRedisSentinel.start();
                MessageCache idle = MessageCache.connect(CacheOptions.of(site.url()), InstantSource.system())) {
            LocalRedis old = site.master();
            LocalRedis next = site.replica();
            idle.write(List.of(TestMessages.event(CHANNEL, 7, 100, 0)), Map.of());
            old.pause();
            site.awaitMaster(next);

            old.resume();

            await().atMost(ofSeconds(3)).until(() -> !clients(old).contains("name=telegram-gateway"));
            assertThat(old.ask("ROLE")).as("nobody has told it").startsWith("master");
            idle.write(List.of(TestMessages.event(CHANNEL, 8, 200, 100)), Map.of());
            assertThat(next.ask("EXISTS", CacheKeys.message(CHANNEL, 8))).isEqualTo("1");
        }
    }

    private static String clients(LocalRedis server) {
        return server.ask("CLIENT", "LIST");
    }

    @Test
    void theSentinelThatHasSeenTheLatestFailoverIsBelieved() {
        try (LocalRedisSentinel stale = LocalRedisSentinel.start(1, Map.of(), Map.of());
                LocalRedisSentinel site = LocalRedisSentinel.start(1, Map.of(), Map.of())) {
            site.failOver();
            String both = stale.url().replace("#", "," + site.url().replaceAll(".*//|#.*", "") + "#");
            try (MessageCache cache = MessageCache.connect(CacheOptions.of(both), InstantSource.system())) {
                cache.write(List.of(TestMessages.event(CHANNEL, 7, 100, 0)), Map.of());
            }
            assertThat(site.master().ask("EXISTS", CacheKeys.message(CHANNEL, 7)))
                    .isEqualTo("1");
        }
    }

    @Test
    void sentinelsThatHangOrAreGoneDoNotHideTheMaster() {
        try (LocalRedisSentinel site = LocalRedisSentinel.start()) {
            site.sentinels().getFirst().pause();
            site.sentinels().get(1).kill();
            try (MessageCache cache = MessageCache.connect(
                    CacheOptions.of(site.url()).withTimeout(ofMillis(500)), InstantSource.system())) {
                cache.ping();
            }
        }
    }

    @Test
    void sentinelsAndServersHavePasswordsOfTheirOwn() {
        try (LocalRedisSentinel site =
                LocalRedisSentinel.start(1, Map.of("requirepass", "one"), Map.of("requirepass", "two"))) {
            RedisAddress address = RedisAddress.parse(site.url());
            try (MessageCache cache = MessageCache.connect(
                    CacheOptions.of(address, new RedisAccess(null, "one", "two", null)), InstantSource.system())) {
                cache.ping();
            }
            try (MessageCache cache = MessageCache.connect(
                    CacheOptions.of(address, new RedisAccess(null, "one", "wrong", null)), InstantSource.system())) {
                assertThatThrownBy(cache::ping).hasMessageContaining("REDIS_SENTINEL_PASSWORD");
            }
        }
    }

    private static void awaitEvents(LiveFeed live, int count) {
        long channel = live.channels().getFirst();
        int before = live.count(channel);
        await().atMost(ofSeconds(20)).until(() -> live.count(channel) > before + count);
    }
}
