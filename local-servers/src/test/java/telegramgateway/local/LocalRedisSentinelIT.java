package telegramgateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalRedisSentinelIT {

    @Test
    void makesTheReplicaTheMasterWhenTheMasterCrashes() {
        try (LocalRedisSentinel site = LocalRedisSentinel.start()) {
            LocalRedis old = site.master();
            LocalRedis next = site.replica();
            assertThat(old.ask("SET", "k", "v")).isEqualTo("OK");
            assertThat(old.ask("WAIT", "1", "1000")).isEqualTo("1");

            old.kill();

            site.awaitMaster(next);
            assertThat(next.ask("GET", "k")).isEqualTo("v");
            assertThat(next.ask("SET", "k", "w")).isEqualTo("OK");
            old.restart();
            await("the old master follows the new one")
                    .atMost(LocalRedisSentinel.LIMIT)
                    .until(() -> old.ask("GET", "k").equals("w"));
            assertThat(old.ask("SET", "k", "x")).startsWith("-READONLY");
        }
    }

    @Test
    void failsOverByCommandAndBack() {
        try (LocalRedisSentinel site = LocalRedisSentinel.start(1, Map.of(), Map.of())) {
            LocalRedis first = site.master();

            site.failOver();
            assertThat(site.master()).isNotEqualTo(first);

            site.failOver();
            assertThat(site.master()).isEqualTo(first);
        }
    }

    @Test
    void replacesAMasterThatHangsAndTheOldOneBelievesInItselfForAWhile() {
        try (LocalRedisSentinel site = LocalRedisSentinel.start()) {
            LocalRedis old = site.master();
            LocalRedis next = site.replica();
            old.pause();
            site.awaitMaster(next);

            old.resume();

            assertThat(old.ask("SET", "k", "lost")).isEqualTo("OK");
            await().atMost(LocalRedisSentinel.LIMIT).until(() -> old.ask("ROLE").startsWith("slave"));
        }
    }

    @Test
    void losesTheLastWritesWhenReplicationWasCut() {
        try (LocalRedisSentinel site = LocalRedisSentinel.start(1, Map.of(), Map.of())) {
            LocalRedis old = site.master();
            LocalRedis next = site.replica();
            site.cutReplication();
            assertThat(old.ask("SET", "k", "lost")).isEqualTo("OK");

            old.kill();

            site.awaitMaster(next);
            assertThat(next.ask("EXISTS", "k")).isEqualTo("0");
        }
    }

    @Test
    void asksForPasswords() {
        try (LocalRedisSentinel site =
                LocalRedisSentinel.start(3, Map.of("requirepass", "one"), Map.of("requirepass", "two"))) {
            site.failOver();
            assertThat(site.master().ask("SET", "k", "v")).isEqualTo("OK");
        }
    }
}
