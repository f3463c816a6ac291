package telegramgateway.message.cache;

import java.util.List;
import java.util.SplittableRandom;

/** Choices that a seed makes. */
final class Dice {
    private Dice() {}

    static <T> T pick(SplittableRandom dice, List<T> from) {
        return from.get(dice.nextInt(from.size()));
    }
}
