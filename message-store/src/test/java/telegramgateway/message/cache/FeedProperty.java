package telegramgateway.message.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Runs schedules, and shows the shortest story of a broken promise. */
final class FeedProperty {

    /** A broken promise and how it came about. */
    record Counterexample(Schedule schedule, FeedViolation violation, String story) {}

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final BiFunction<Schedule, MeterRegistry, FeedWorld> worlds;

    FeedProperty(BiFunction<Schedule, MeterRegistry, FeedWorld> worlds) {
        this.worlds = worlds;
    }

    /** On the model of Redis, under these rules. */
    static FeedProperty onModel(FeedRules rules) {
        LuaEngine engine = new LuaEngine(rules.script());
        return new FeedProperty((schedule, metrics) ->
                new FeedWorld(schedule, rules, new RedisModel(engine), new RedisModel(engine), metrics));
    }

    /** What broke; null when every promise was kept. */
    @Nullable
    Counterexample check(Schedule schedule) {
        FeedWorld world = worlds.apply(schedule, metrics);
        try {
            world.run();
            return null;
        } catch (FeedViolation e) {
            return new Counterexample(schedule, e, String.join("\n", world.log()));
        }
    }

    /** What all readers of all runs counted. */
    MeterRegistry metrics() {
        return metrics;
    }

    /** Fails with a short story unless every schedule from this seed on keeps every promise. */
    void holds(long firstSeed, int schedules) {
        for (long seed = firstSeed; seed < firstSeed + schedules; seed++) {
            Counterexample found = check(Schedule.random(seed));
            if (found != null) {
                Counterexample shortest = shorten(found);
                throw new AssertionError(
                        "Seed " + seed + ": " + shortest.violation().getMessage() + "\n" + shortest.story(),
                        shortest.violation());
            }
        }
    }

    /** Leaves out steps for as long as the same promise breaks. */
    Counterexample shorten(Counterexample found) {
        Counterexample shortest = found;
        for (int length = found.schedule().steps().size() / 2; length > 0; length /= 2) {
            for (int from = 0; from + length <= shortest.schedule().steps().size(); ) {
                Counterexample shorter = check(shortest.schedule().without(from, from + length));
                if (shorter != null
                        && shorter.violation().promise() == found.violation().promise()) {
                    shortest = shorter;
                } else {
                    from += length;
                }
            }
        }
        return shortest;
    }
}
