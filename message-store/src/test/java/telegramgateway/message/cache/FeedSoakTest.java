package telegramgateway.message.cache;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Schedules that nobody has seen before. */
@Tag("soak")
class FeedSoakTest {
    private static final int SCHEDULES = 20_000;

    @Test
    void readersMissNothingWhateverHappens() {
        // A failure names its seed, which gives the same run again.
        FeedProperty.onModel(FeedRules.asBuilt()).holds(System.currentTimeMillis() * SCHEDULES, SCHEDULES);
    }
}
