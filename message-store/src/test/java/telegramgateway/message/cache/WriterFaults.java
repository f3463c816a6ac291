package telegramgateway.message.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.feed.StoreUnavailableException;

/** The writer's way to Redis, on which single calls of a pipeline fail, come late, or lose their reply. */
final class WriterFaults implements Redis {
    private static final double SINGLE_FAILURE = 0.07;

    /** More often: only one that comes late while the target lags tells a reader anything wrong. */
    private static final double ASSERTION_FAILURE = 0.25;

    private static final String ASSERTION = "assert_head.lua";
    private static final double CUT_IN_THE_MIDDLE = 0.04;
    private static final double LOST_REPLY = 0.04;

    /** A call that was made at a true time, ms, and reaches its node after everybody has given it up. */
    private record Late(RedisNode node, ScriptCall call, long madeAt) {}

    private final RedisSite site;
    private final SimulatedTime time;
    private final List<Late> late = new ArrayList<>();
    private @Nullable SplittableRandom dice;

    WriterFaults(RedisSite site, SimulatedTime time) {
        this.site = site;
        this.time = time;
    }

    /** Faults from now on; null for none. */
    void dice(@Nullable SplittableRandom source) {
        dice = source;
    }

    /** Late calls arrive, in any order. */
    String lateCallsArrive(SplittableRandom random) {
        int count = 0;
        while (!late.isEmpty() && !site.isDown() && random.nextDouble() < 0.8) {
            Late next = late.remove(random.nextInt(late.size()));
            try {
                next.node().run(next.call());
                count++;
                if (isAssertion(next.call())) {
                    site.assertedLate(time.now() - next.madeAt());
                }
            } catch (StoreUnavailableException _) {
                // Its node refuses writes. Nobody waits for the answer.
            }
        }
        return count + " calls";
    }

    @Override
    public List<List<@Nullable Object>> runAll(List<ScriptCall> calls) {
        if (site.isDown()) {
            throw failure();
        }
        if (dice == null) {
            return site.master().runAll(calls);
        }
        boolean lost = dice.nextDouble() < LOST_REPLY;
        List<List<@Nullable Object>> replies = new ArrayList<>();
        int cut = dice.nextDouble() < CUT_IN_THE_MIDDLE ? dice.nextInt(calls.size()) : calls.size();
        for (int i = 0; i < calls.size(); i++) {
            if (i < cut && dice.nextDouble() >= failure(calls.get(i))) {
                replies.add(site.master().run(calls.get(i)));
            } else {
                lost = true;
                if (dice.nextBoolean()) {
                    late.add(new Late(site.master(), calls.get(i), time.now()));
                }
            }
        }
        if (lost) {
            throw failure();
        }
        return replies;
    }

    @Override
    public List<@Nullable Object> run(ScriptCall call) {
        throw new UnsupportedOperationException("The writer reads nothing");
    }

    @Override
    public List<byte @Nullable []> get(List<String> keys) {
        throw new UnsupportedOperationException("The writer reads nothing");
    }

    @Override
    public void ping() {}

    private static boolean isAssertion(ScriptCall call) {
        return call.script().name().equals(ASSERTION);
    }

    private static double failure(ScriptCall call) {
        return isAssertion(call) ? ASSERTION_FAILURE : SINGLE_FAILURE;
    }

    private static StoreUnavailableException failure() {
        return new StoreUnavailableException("The pipeline failed", new IllegalStateException("test"));
    }
}
