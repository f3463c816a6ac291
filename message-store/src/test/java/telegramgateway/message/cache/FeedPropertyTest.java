package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The heart of the product: whatever happens to Redis and the database, who follows the feed misses nothing. */
@Tag("feed")
class FeedPropertyTest {
    private static final int SCHEDULES = 4_000;

    @Test
    void readersMissNothingWhateverHappens() {
        FeedProperty property = FeedProperty.onModel(FeedRules.asBuilt());

        property.holds(1, SCHEDULES);

        // The schedules are worth something only if they reach every answer that the feed can give.
        assertThat(property.metrics().getMeters())
                .hasSize(8)
                .allSatisfy(meter -> assertThat(((Counter) meter).count())
                        .as("%s", meter.getId())
                        .isPositive());
    }
}
