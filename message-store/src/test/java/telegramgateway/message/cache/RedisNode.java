package telegramgateway.message.cache;

import java.util.List;

/** A Redis to which a test may do what can happen to one. */
interface RedisNode extends Redis {

    /** Everything that a node holds; for the node's own kind only. */
    interface Snapshot {}

    /** A copy of the data, as a replica has it. */
    Snapshot snapshot();

    /** Replaces the data; what has expired since the copy was made is gone. */
    void restore(Snapshot snapshot);

    /** Loses everything, as by a restart. */
    void flush();

    /** Loses one key, as by eviction. */
    void evict(String key);

    /** The names of all keys, sorted. */
    List<String> keys();

    /** Whether scripts that write are refused, as without enough replicas or memory. */
    void refuseWrites(boolean refuse);

    /** Lets simulated time pass. */
    void passTime(long millis);
}
