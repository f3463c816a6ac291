package telegramgateway.local;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class LocalRedisClusterIT {

    @Test
    void aReplicaTakesOverFromAMasterThatCrashed() {
        try (LocalRedisCluster cluster = LocalRedisCluster.start(true)) {
            LocalRedis old = cluster.masterOf("k");
            assertThat(old.ask("SET", "k", "v")).isEqualTo("OK");
            assertThat(old.ask("WAIT", "1", "1000")).isEqualTo("1");

            old.kill();

            await().atMost(ofSeconds(30))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> cluster.masterOf("k").ask("SET", "k", "w").equals("OK"));
        }
    }

    @Test
    void theOtherMastersGoOnWithoutReplicas() {
        try (LocalRedisCluster cluster = LocalRedisCluster.start(false)) {
            assertThat(cluster.nodes()).hasSize(3);
            LocalRedis owner = cluster.masterOf("k");
            cluster.nodes().stream().filter(node -> node != owner).findFirst().ifPresent(LocalRedis::kill);

            assertThat(owner.ask("SET", "k", "v")).isEqualTo("OK");
        }
    }
}
