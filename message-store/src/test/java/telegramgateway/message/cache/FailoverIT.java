package telegramgateway.message.cache;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.feed.CacheAnswer.Hit;
import telegramgateway.message.feed.CacheAnswer.Miss;
import telegramgateway.message.feed.CacheAnswer.Reason;

/** Redis's own replication and promotion, with a tail that the replica never got. */
@Tag("feed")
class FailoverIT {
    private static final long CHANNEL = -1001;

    private final LocalRedis master = LocalRedis.start();
    private final LocalRedis replica =
            LocalRedis.start(Map.of("replicaof", "127.0.0.1 " + master.port(), "repl-diskless-sync-delay", "0"));
    private final MessageCache onMaster = MessageCache.connect(CacheOptions.of(master.url()), InstantSource.system());
    private final MessageCache onReplica = MessageCache.connect(CacheOptions.of(replica.url()), InstantSource.system());
    private final RedisClient client = RedisClient.create(replica.url());
    private final RedisCommands<String, String> raw = client.connect().sync();

    /** The replica has the first message, and is promoted before the second. */
    @BeforeEach
    void failOver() {
        onMaster.write(List.of(TestMessages.event(CHANNEL, 7, 100, 0)), Map.of());
        onMaster.assertHeads(Map.of(CHANNEL, 100L), Map.of());
        await().atMost(ofSeconds(20)).until(() -> raw.exists(CacheKeys.alive(CHANNEL)) == 1);
        raw.replicaofNoOne();
        onMaster.write(List.of(TestMessages.event(CHANNEL, 8, 200, 100)), Map.of());
    }

    @AfterEach
    void stop() {
        onMaster.close();
        onReplica.close();
        client.shutdown();
        master.close();
        replica.close();
    }

    @Test
    void theNextAssertionNoticesTheLostTailWithoutANextMessage() {
        assertThat(onReplica.read(CHANNEL, 100, 10))
                .isInstanceOfSatisfying(
                        Hit.class, hit -> assertThat(hit.entries()).isEmpty());

        onReplica.assertHeads(Map.of(CHANNEL, 200L), Map.of());

        assertThat(onReplica.read(CHANNEL, 100, 10)).isEqualTo(new Miss(Reason.BELOW_FLOOR, 200));
        assertThat(onReplica.read(CHANNEL, 200, 10)).isEqualTo(new Hit(List.of(), 200, 200, true));
    }

    @Test
    void theNextMessageNoticesTheLostTailWithoutAnAssertion() {
        onReplica.write(List.of(TestMessages.event(CHANNEL, 9, 300, 200)), Map.of());

        assertThat(onReplica.read(CHANNEL, 100, 10)).isEqualTo(new Miss(Reason.BELOW_FLOOR, 300));
        assertThat(onReplica.read(CHANNEL, 200, 10))
                .isInstanceOfSatisfying(
                        Hit.class, hit -> assertThat(hit.entries()).hasSize(1));
    }

    @Test
    void theOldMasterIsNotBelievedForLongerThanItsLastAssertion() {
        assertThat(onMaster.head(CHANNEL)).hasValue(200);

        await().atMost(ofSeconds(8)).until(() -> onMaster.head(CHANNEL).isEmpty());
    }
}
