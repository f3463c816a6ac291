package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import telegramgateway.message.cache.FeedProperty.Counterexample;

/** Every rule of the cache is needed: without it the promise that it is there for breaks. */
@Tag("feed")
class RemovedRuleTest {
    private static final int SCHEDULES = 2_500;

    @ParameterizedTest
    @MethodSource("telegramgateway.message.cache.RemovedRule#all")
    void withoutTheRuleItsPromiseBreaks(RemovedRule rule) {
        FeedProperty property = FeedProperty.onModel(rule.rest());

        OptionalLong firstToBreak = LongStream.rangeClosed(1, SCHEDULES)
                .filter(seed -> {
                    Counterexample found = property.check(Schedule.random(seed));
                    return found != null && found.violation().promise() == rule.breaks();
                })
                .findFirst();

        assertThat(firstToBreak)
                .as("a schedule in which it " + rule.breaks() + " without " + rule)
                .isPresent();
        // A row of the table in docs/guarantees.md, for the test's report.
        System.out.println("| " + rule + " | " + rule.breaks() + " | " + firstToBreak.getAsLong() + " |");
    }
}
