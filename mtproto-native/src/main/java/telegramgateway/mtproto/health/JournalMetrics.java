package telegramgateway.mtproto.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;
import telegramgateway.mtproto.delivery.Delivery;
import telegramgateway.mtproto.delivery.TargetStatus;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeState;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetBooks;

/** The books of the journal as gauges. A scrape reads the journal once, however many gauges it has. */
@Component
class JournalMetrics {
    private static final long READ_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<List<TargetBooks>> source;
    private List<TargetBooks> read = List.of();
    private long readNanos = System.nanoTime() - READ_EVERY_NANOS;

    JournalMetrics(Journal journal, Intake intake, Delivery delivery, MeterRegistry registry) {
        this.source = journal.targets()::books;
        Gauge.builder("gateway.journal.used.bytes", journal, Journal::usedBytes)
                .description("Bytes of the journal's pages in use")
                .register(registry);
        Gauge.builder("gateway.journal.max.bytes", journal, Journal::maxBytes)
                .description("Bytes from which on the journal takes nothing more")
                .register(registry);
        Gauge.builder("gateway.accepting", intake, it -> it.state() == IntakeState.ACCEPTING ? 1 : 0)
                .description("1 while observations are accepted")
                .register(registry);
        Gauge.builder(
                        "gateway.channels.fenced",
                        journal,
                        it -> it.ownership().fenced().size())
                .description("Channels that this gateway knows and another one owns")
                .register(registry);
        for (TargetStatus target : delivery.status()) {
            register(registry, target.target(), "accepted", TargetBooks::accepted);
            register(registry, target.target(), "delivered", TargetBooks::delivered);
            register(registry, target.target(), "parked", TargetBooks::parked);
            register(registry, target.target(), "passed_over", TargetBooks::passedOver);
            register(registry, target.target(), "pending", TargetBooks::pending);
            Gauge.builder("gateway.target.behind", this, metrics -> metrics.read(target.target(), TargetBooks::behind))
                    .description("Pending events that are no longer in the journal and come from the database")
                    .tag("target", target.target())
                    .register(registry);
        }
    }

    private void register(MeterRegistry registry, String target, String state, ToLongFunction<TargetBooks> number) {
        Gauge.builder("gateway.target.events", this, metrics -> metrics.read(target, number))
                .description("What became of the events that a target answers for: accepted is the sum of the others")
                .tag("target", target)
                .tag("state", state)
                .register(registry);
    }

    private synchronized long read(String target, ToLongFunction<TargetBooks> number) {
        long now = System.nanoTime();
        if (now - readNanos >= READ_EVERY_NANOS) {
            read = source.get();
            readNanos = now;
        }
        return read.stream()
                .filter(books -> books.target().equals(target))
                .mapToLong(number)
                .sum();
    }
}
