package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import telegramgateway.message.cache.FeedProperty.Counterexample;

/** Every rule of the cache is needed: without it the property that the feed is held to breaks. */
@Tag("feed")
class RemovedRuleTest {
    private static final int SCHEDULES = 2_500;

    @ParameterizedTest
    @MethodSource("telegramgateway.message.cache.RemovedRule#all")
    void withoutTheRuleThePropertyBreaks(RemovedRule rule) {
        FeedProperty property = FeedProperty.onModel(rule.rest());

        Counterexample found = LongStream.rangeClosed(1, SCHEDULES)
                .mapToObj(seed -> property.check(Schedule.random(seed)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);

        assertThat(found).as("a schedule that breaks without " + rule).isNotNull();
    }
}
