package telegramgateway.mtproto.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import telegramgateway.mtproto.pool.PoolUse.RolePool;

class PoolUseTest {

    @Test
    void countsAllRolesAgainstTheLimitOfTheDatabase() {
        PoolUse use = PoolUse.of(
                "ours",
                List.of(pool("ours", "native", 9), pool("ours", "api", 8), pool("theirs", "api", 20)),
                List.of(database("ours", 20, 20), database("theirs", 20, 20)));
        assertThat(use.share()).isEqualTo(0.85);
        assertThat(use.roles()).extracting(RolePool::user).containsExactly("native", "api");
    }

    @Test
    void countsTheFullestRoleWhereTheDatabaseHasNoLimit() {
        PoolUse use = PoolUse.of(
                "ours", List.of(pool("ours", "native", 19), pool("ours", "api", 8)), List.of(database("ours", 20, 0)));
        assertThat(use.share()).isEqualTo(0.95);
    }

    @Test
    void isZeroWhileNobodyHasUsedTheDatabase() {
        PoolUse use = PoolUse.of("ours", List.of(), List.of());
        assertThat(use.share()).isZero();
        assertThat(use.roles()).isEmpty();
    }

    @Test
    void readsEveryNumberAndWaitsInSeconds() {
        Map<String, String> row = Map.of(
                "database",
                "ours",
                "user",
                "api",
                "cl_active",
                "1",
                "cl_waiting",
                "2",
                "sv_active",
                "3",
                "sv_idle",
                "4",
                "sv_used",
                "5",
                "maxwait",
                "6",
                "maxwait_us",
                "250000");
        assertThat(PoolUse.of("ours", List.of(row), List.of()).roles())
                .containsExactly(new RolePool("api", 1, 2, 3, 4, 5, 6.25));
    }

    @Test
    void boundsTheNumberOfRoles() {
        List<Map<String, String>> pools = IntStream.range(0, 100)
                .mapToObj(role -> pool("ours", "role" + role, 1))
                .toList();
        assertThat(PoolUse.of("ours", pools, List.of()).roles()).hasSize(PoolUse.ROLES_MAX);
    }

    private static Map<String, String> pool(String database, String user, int active) {
        return Map.of("database", database, "user", user, "sv_active", Integer.toString(active));
    }

    private static Map<String, String> database(String name, int poolSize, int maxConnections) {
        return Map.of(
                "name", name,
                "pool_size", Integer.toString(poolSize),
                "max_connections", Integer.toString(maxConnections));
    }
}
