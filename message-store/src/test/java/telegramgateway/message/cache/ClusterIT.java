package telegramgateway.message.cache;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;
import telegramgateway.local.LocalRedisCluster;

/** A Redis Cluster of three masters with a replica each: channels lie on all of them, batches cross them. */
@Tag("feed")
class ClusterIT {
    private static final int CHANNELS = 12;

    @Test
    void channelsOfAllNodesAreWrittenReadAndSurveyedWhileANodeFailsOver() throws Exception {
        try (LocalRedisCluster cluster = LocalRedisCluster.start(true);
                LiveFeed live = new LiveFeed(CacheOptions.of(cluster.url()), CHANNELS)) {
            await().atMost(ofSeconds(20)).until(live::cacheAnswers);
            Set<Integer> used = live.channels().stream()
                    .map(channel -> cluster.masterOf(CacheKeys.feed(channel)).port())
                    .collect(Collectors.toSet());
            assertThat(used).hasSize(3);
            Set<Long> woken = ConcurrentHashMap.newKeySet();
            try (AutoCloseable _ = live.cache().onWake(woken::add)) {
                await().atMost(ofSeconds(10)).until(() -> woken.containsAll(live.channels()));
            }

            LocalRedis lost = cluster.masterOf(CacheKeys.feed(live.channels().getFirst()));
            lost.kill();

            await().atMost(ofSeconds(30)).until(live::cacheAnswers);
            live.rest();
            await().atMost(ofSeconds(20)).until(() -> live.allRead() && live.allWritten());
            live.assertNothingSkipped();
            await().atMost(ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(live.cache().highestPositions())
                            .containsExactlyInAnyOrderEntriesOf(live.channels().stream()
                                    .collect(Collectors.toMap(channel -> channel, live::head))));
        }
    }

    @Test
    void theOtherNodesAnswerWhileOneIsAway() {
        try (LocalRedisCluster cluster = LocalRedisCluster.start(false);
                MessageCache cache = MessageCache.connect(CacheOptions.of(cluster.url()), InstantSource.system())) {
            await().atMost(ofSeconds(20)).ignoreExceptions().untilAsserted(cache::ping);
            LocalRedis lost = cluster.nodes().getFirst();
            long here = channelOn(cluster, lost, true);
            long elsewhere = channelOn(cluster, lost, false);
            cache.markCommitted(here, 1, 100);
            cache.markCommitted(elsewhere, 1, 100);

            lost.kill();

            for (int i = 0; i < 20; i++) {
                assertThat(cache.head(here)).isEmpty();
                assertThat(cache.committed(elsewhere, 1)).hasValue(100);
            }
            lost.restart();
            await().atMost(ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(cache.committed(here, 1)).as("empty").isEmpty());
        }
    }

    private static long channelOn(LocalRedisCluster cluster, LocalRedis node, boolean yes) {
        long channel = -1001;
        while (cluster.masterOf(CacheKeys.feed(channel)) == node != yes) {
            channel--;
        }
        return channel;
    }
}
