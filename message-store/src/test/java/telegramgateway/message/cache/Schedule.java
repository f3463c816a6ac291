package telegramgateway.message.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens in one run, in order. The same schedule gives the same run, with whatever is left of its steps.
 *
 * @param channels how many channels there are
 * @param newMessages share of new messages among what is accepted; the rest are edits, deletes and old imports
 */
record Schedule(long seed, int channels, double newMessages, List<Step> steps) {
    private static final int MIN_STEPS = 20;
    private static final int MAX_STEPS = 110;
    private static final List<Double> NEW_MESSAGES = List.of(0.1, 0.3, 0.6);
    private static final List<Integer> TASTES = List.of(0, 1, 2, 2, 2, 6);

    /** One thing that happens; the dice decide its details. */
    record Step(Action action, long dice) {}

    /** How often each thing happens in an average schedule, relative to the others. */
    enum Action {
        ACCEPT(27),
        ACCEPT_BURST(2),
        DELIVER_TO_CACHE(24),
        DELIVER_TO_DATABASE(12),
        READ(30),
        PASS_TIME(7),
        REPLICATE(9),
        FAIL_OVER(3),
        RESTART_REDIS_EMPTY(1),
        EVICT_FEED(1),
        EVICT_ANYTHING(2),
        EVICT_ALIVE(1),
        TOGGLE_REDIS(1),
        TOGGLE_REFUSED_WRITES(1),
        LATE_CALLS_ARRIVE(5),
        TOGGLE_DATABASE(1),
        BACK_UP_DATABASE(1),
        RESTORE_DATABASE(1),
        SET_CLOCK(1),
        MOVE_READER(1),
        RESTART_READER(1);

        private final int weight;

        Action(int weight) {
            this.weight = weight;
        }
    }

    /** Each schedule has a taste of its own: some things happen much more often in it, some never. */
    static Schedule random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Action> bag = new ArrayList<>();
        for (Action action : Action.values()) {
            int taste = TASTES.get(random.nextInt(TASTES.size()));
            for (int i = 0; i < action.weight * taste; i++) {
                bag.add(action);
            }
        }
        // Without these nothing can go wrong.
        bag.addAll(List.of(Action.ACCEPT, Action.DELIVER_TO_CACHE, Action.READ));
        List<Step> steps = new ArrayList<>();
        int count = random.nextInt(MIN_STEPS, MAX_STEPS);
        for (int i = 0; i < count; i++) {
            steps.add(new Step(bag.get(random.nextInt(bag.size())), random.nextLong()));
        }
        return new Schedule(seed, random.nextInt(1, 3), NEW_MESSAGES.get(random.nextInt(NEW_MESSAGES.size())), steps);
    }

    /** The same without some of its steps. */
    Schedule without(int from, int to) {
        List<Step> fewer = new ArrayList<>(steps.subList(0, from));
        fewer.addAll(steps.subList(to, steps.size()));
        return new Schedule(seed, channels, newMessages, List.copyOf(fewer));
    }
}
