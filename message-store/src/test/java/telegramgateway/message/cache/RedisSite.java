package telegramgateway.message.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A master, a replica that lags, and after a failover perhaps the old master, cut off but still read. */
final class RedisSite {
    private final SimulatedTime time;
    private final Map<Long, Long> assertedAt = new HashMap<>();

    /** By how many ms assertions came late, by the true time at which they did. */
    private final NavigableMap<Long, Long> late = new TreeMap<>();

    private RedisNode master;
    private RedisNode spare;
    private RedisNode.Snapshot replica;
    private boolean oldMasterIsRead;

    private boolean down;
    private boolean refusingWrites;

    RedisSite(RedisNode master, RedisNode spare, SimulatedTime time) {
        this.master = master;
        this.spare = spare;
        this.time = time;
        replica = master.snapshot();
    }

    RedisNode master() {
        return master;
    }

    /** Where a reader gets its answers. */
    RedisNode readBy(boolean staysOnOldMaster) {
        return staysOnOldMaster && oldMasterIsRead ? spare : master;
    }

    /** The keys of the master. */
    List<String> keys() {
        return master.keys();
    }

    String replicate() {
        replica = master.snapshot();
        return "the replica is up to date";
    }

    /** Promotes the replica as it is: what it had not got is lost. */
    String failOver(boolean readersStay) {
        spare.restore(replica);
        RedisNode old = master;
        master = spare;
        spare = old;
        oldMasterIsRead = readersStay;
        assertedAt.clear();
        return "to the replica" + (readersStay ? ", the old master is still read" : "");
    }

    String restartEmpty() {
        master.flush();
        assertedAt.clear();
        return "everything is lost";
    }

    String evict(String key) {
        master.evict(key);
        assertedAt.clear();
        return key;
    }

    String toggleDown() {
        down = !down;
        return down ? "down" : "up";
    }

    String toggleRefusedWrites() {
        refuseWrites(!refusingWrites);
        return refusingWrites ? "refused" : "taken";
    }

    /** Whether nobody reaches any node. */
    boolean isDown() {
        return down;
    }

    private void refuseWrites(boolean refuse) {
        refusingWrites = refuse;
        master.refuseWrites(refuse);
        spare.refuseWrites(refuse);
    }

    /** Ends every fault but what was lost. */
    void heal() {
        down = false;
        refuseWrites(false);
        oldMasterIsRead = false;
    }

    void passTime(long millis) {
        master.passTime(millis);
        spare.passTime(millis);
    }

    void asserted(Iterable<Long> channels) {
        channels.forEach(channel -> assertedAt.put(channel, time.now()));
    }

    /** An assertion has arrived so many milliseconds after it was made: what it vouches for is the past. */
    void assertedLate(long byMillis) {
        late.merge(time.now(), byMillis, Math::max);
    }

    /** How late the assertions came that may still count, ms. */
    long lateness(Duration life) {
        return late.tailMap(time.now() - life.toMillis(), true).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /** Whether the master must vouch for a channel's head: it was asserted so recently, and nothing was lost since. */
    boolean mustVouch(long channel, Duration life) {
        Long at = assertedAt.get(channel);
        return at != null && time.now() - at < life.toMillis();
    }
}
