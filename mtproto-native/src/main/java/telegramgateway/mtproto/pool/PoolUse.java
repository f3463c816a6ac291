package telegramgateway.mtproto.pool;

import java.util.List;
import java.util.Map;

/**
 * What {@code SHOW POOLS} and {@code SHOW DATABASES} say of one database.
 *
 * @param share how much of the pool clients hold, 0 to 1: of the database's limit or of the fullest role's pool,
 *     whichever is nearer to its end
 * @param roles one pool per role, at most {@value #ROLES_MAX}
 */
record PoolUse(double share, List<RolePool> roles) {

    static final int ROLES_MAX = 20;

    private static final double MICROSECONDS = 1e6;

    /** The pool of one role; numbers of clients and of connections, as PgBouncer names them. */
    record RolePool(
            String user,
            long clientsActive,
            long clientsWaiting,
            long serversActive,
            long serversIdle,
            long serversUsed,
            double maxWaitSeconds) {

        private static RolePool of(Map<String, String> row) {
            return new RolePool(
                    row.getOrDefault("user", ""),
                    number(row, "cl_active"),
                    number(row, "cl_waiting"),
                    number(row, "sv_active"),
                    number(row, "sv_idle"),
                    number(row, "sv_used"),
                    number(row, "maxwait") + number(row, "maxwait_us") / MICROSECONDS);
        }
    }

    /** @param databases may lack our database, which PgBouncer lists once somebody has used it */
    static PoolUse of(String database, List<Map<String, String>> pools, List<Map<String, String>> databases) {
        List<RolePool> roles = pools.stream()
                .filter(row -> database.equals(row.get("database")))
                .map(RolePool::of)
                .limit(ROLES_MAX)
                .toList();
        long active = roles.stream().mapToLong(RolePool::serversActive).sum();
        long fullest = roles.stream().mapToLong(RolePool::serversActive).max().orElse(0);
        double share = databases.stream()
                .filter(row -> database.equals(row.get("name")))
                .mapToDouble(row -> Math.max(
                        share(active, number(row, "max_connections")), share(fullest, number(row, "pool_size"))))
                .max()
                .orElse(0);
        return new PoolUse(share, roles);
    }

    /** @param limit 0 for none */
    private static double share(long active, long limit) {
        return limit > 0 ? (double) active / limit : 0;
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.getOrDefault(column, "0"));
    }
}
