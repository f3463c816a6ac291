package telegramgateway.tpcapital.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IntakeMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IntakeMetrics metrics = new IntakeMetrics(registry, InstantSource.system());

    @Test
    void eachChannelShowsHowManyOfItsMessagesWait() {
        Map<Long, Long> waiting = new HashMap<>(Map.of(-1001L, 3L, -1002L, 0L));
        metrics.channels(waiting, count -> count);

        assertThat(shown()).isEqualTo(Map.of("-1001", 3.0, "-1002", 0.0));

        waiting.put(-1002L, 7L);
        assertThat(shown()).isEqualTo(Map.of("-1001", 3.0, "-1002", 7.0));
    }

    @Test
    void aChannelThatIsNoLongerFollowedIsNoLongerShown() {
        Map<Long, Long> waiting = new HashMap<>(Map.of(-1001L, 3L, -1002L, 5L));
        metrics.channels(waiting, count -> count);
        waiting.remove(-1001L);
        metrics.channels(waiting, count -> count);

        assertThat(shown()).isEqualTo(Map.of("-1002", 5.0));
    }

    @Test
    void manyChannelsAreShownInBoundedNumberAndNoneIsForgotten() {
        Map<Long, Long> waiting = new HashMap<>();
        LongStream.rangeClosed(1, 150).forEach(channel -> waiting.put(channel, channel));
        metrics.channels(waiting, count -> count);

        assertThat(shown()).hasSize(101).containsEntry("100", 100.0).containsEntry("other", 50 * 125.5);

        waiting.put(151L, 1_000L);
        metrics.channels(waiting, count -> count);
        assertThat(shown()).hasSize(101).containsEntry("other", 50 * 125.5 + 1_000);
    }

    private Map<String, Double> shown() {
        List<Gauge> gauges =
                List.copyOf(registry.find("tp.capital.messages.waiting").gauges());
        Map<String, Double> shown = new HashMap<>();
        gauges.forEach(gauge -> shown.put(String.valueOf(gauge.getId().getTag("channel_id")), gauge.value()));
        return shown;
    }
}
