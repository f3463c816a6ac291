package telegramgateway.mtproto.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What the specification counts of pushing, under its names. */
final class PushMetrics {
    /** Of a request; those of events are {@code max_retries} and {@code refused}. */
    static final List<String> KINDS =
            List.of("unreachable", "timeout", "broken_answer", "unauthorized", "server_error", "unexpected_answer");

    static final String REFUSED = "refused";
    static final String MAX_RETRIES = "max_retries";

    private final MeterRegistry registry;
    private final Counter published;

    PushMetrics(MeterRegistry registry, int retries) {
        this.registry = registry;
        this.published = Counter.builder("telegram.messages.published")
                .description("Events that the push endpoint has taken; repeats count")
                .register(registry);
        // There from the start, so that a first failure is an increase.
        KINDS.forEach(this::failures);
        failures(REFUSED);
        failures(MAX_RETRIES);
        for (int retry = 1; retry <= retries; retry++) {
            retries(retry);
        }
    }

    void watch(FailureQueue queue) {
        Gauge.builder("telegram.failure.queue.size", queue, FailureQueue::size)
                .description("Events in the failure queue")
                .register(registry);
    }

    void published() {
        published.increment();
    }

    void failed(String reason) {
        failures(reason).increment();
    }

    void retried(int retry) {
        retries(retry).increment();
    }

    private Counter failures(String reason) {
        return Counter.builder("telegram.publish.failures")
                .description("Requests that the push endpoint did not confirm; max_retries and refused count events")
                .tag("reason", reason)
                .register(registry);
    }

    private Counter retries(int retry) {
        return Counter.builder("telegram.retry.attempts")
                .description("Requests that try an event again")
                .tag("attempt_number", Integer.toString(retry))
                .register(registry);
    }
}
