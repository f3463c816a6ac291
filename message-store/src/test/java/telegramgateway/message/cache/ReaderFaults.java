package telegramgateway.message.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.feed.StoreUnavailableException;

/** A reader's way to Redis, on which anything may happen between the two steps of a read. */
final class ReaderFaults implements Redis {
    private final RedisSite site;
    private Runnable betweenSteps = () -> {};
    private boolean sawAlive;
    private boolean staysOnOldMaster;

    ReaderFaults(RedisSite site) {
        this.site = site;
    }

    /** What happens after the next first step; once. */
    void betweenSteps(Runnable event) {
        betweenSteps = event;
        sawAlive = false;
    }

    /** Changes whether the reader keeps its connection to an old master. */
    String move() {
        staysOnOldMaster = !staysOnOldMaster;
        return staysOnOldMaster ? "stays on old masters" : "follows the master";
    }

    /** Whether the next first step must find an asserted head. */
    boolean mustVouch(long channel) {
        return !site.isDown() && !staysOnOldMaster && site.mustVouch(channel, FeedWorld.OPTIONS.aliveLife());
    }

    /** Whether the last first step found an asserted head. */
    boolean sawAlive() {
        return sawAlive;
    }

    @Override
    public List<@Nullable Object> run(ScriptCall call) {
        List<@Nullable Object> reply = node().run(call);
        sawAlive = reply.get(1) != null;
        Runnable event = betweenSteps;
        betweenSteps = () -> {};
        event.run();
        return reply;
    }

    @Override
    public List<byte @Nullable []> get(List<String> keys) {
        return node().get(keys);
    }

    @Override
    public List<List<@Nullable Object>> runAll(List<ScriptCall> calls) {
        throw new UnsupportedOperationException("A reader writes nothing");
    }

    @Override
    public void ping() {}

    private RedisNode node() {
        if (site.isDown()) {
            throw new StoreUnavailableException("Redis is down", new IllegalStateException("test"));
        }
        return site.readBy(staysOnOldMaster);
    }
}
