package telegramgateway.mtproto.push;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import telegramgateway.message.MessageEvent;

/** Publishes one event with its tries. The sentences of the log are the specification's. Safe for many threads. */
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final PushClient client;
    private final PushOptions options;
    private final PushMetrics metrics;
    private final PublishedLog log = new PublishedLog(System::nanoTime);
    private final AtomicLong published = new AtomicLong();

    /** Of events that are under way, by position. A stay at the cursor does not make them new. */
    private final Map<Long, Tries> tries = new ConcurrentHashMap<>();

    /** @param nextNanos before this time the next is not made */
    private record Tries(int made, long nextNanos, String lastReason) {}

    Publisher(PushClient client, PushOptions options, PushMetrics metrics) {
        this.client = client;
        this.options = options;
        this.metrics = metrics;
    }

    /** Tries as often as an event may be tried, in all. An event that is given up stays so until it is forgotten. */
    Outcome publish(MessageEvent event) throws InterruptedException {
        while (true) {
            Tries so = tries.getOrDefault(event.position(), new Tries(0, System.nanoTime(), ""));
            if (so.made() > options.retries()) {
                return new Outcome.GivenUp(so.lastReason());
            }
            Duration pause = Duration.ofNanos(so.nextNanos() - System.nanoTime());
            if (pause.isPositive()) {
                client.await(pause);
            }
            switch (client.send(event.json())) {
                case Answer.Failed failed -> failed(event, so, failed);
                case Answer.Refused refused -> {
                    forget(event);
                    return refused(refused);
                }
                case Answer _ -> {
                    forget(event);
                    if (so.made() > 0) {
                        metrics.retried(so.made());
                    }
                    taken(event, so.made());
                    return new Outcome.Published();
                }
            }
        }
    }

    /** One try, for an event whose own are used up. */
    Outcome tryOnce(QueuedEvent event) throws InterruptedException {
        return switch (client.send(event.json())) {
            case Answer.Failed failed -> new Outcome.GivenUp(failed.reason());
            case Answer.Refused refused -> refused(refused);
            case Answer _ -> {
                metrics.published();
                published.incrementAndGet();
                yield new Outcome.Published();
            }
        };
    }

    void forget(MessageEvent event) {
        tries.remove(event.position());
    }

    /** Events that an endpoint has taken in this process's life. */
    long published() {
        return published.get();
    }

    void flushLog() {
        log.flush();
    }

    private void taken(MessageEvent event, int retries) {
        metrics.published();
        published.incrementAndGet();
        if (retries == 0) {
            log.published(event);
        } else {
            named(LOG.atWarn(), event).addKeyValue("retry", retries).log("Message published after retry");
        }
    }

    private Outcome refused(Answer.Refused refused) {
        metrics.failed(PushMetrics.REFUSED);
        return new Outcome.Refused(refused.reason());
    }

    private void failed(MessageEvent event, Tries so, Answer.Failed failed) {
        int made = so.made() + 1;
        if (so.made() > 0) {
            metrics.retried(so.made());
        }
        named(LOG.atError(), event)
                .addKeyValue("attempt", so.made())
                .addKeyValue("reason", failed.reason())
                .log("Failed to publish message");
        Duration delay = made > options.retries() ? Duration.ZERO : options.delayBefore(made);
        tries.put(event.position(), new Tries(made, System.nanoTime() + delay.toNanos(), failed.reason()));
        if (made <= options.retries()) {
            named(LOG.atInfo(), event)
                    .addKeyValue("attempt", made)
                    .addKeyValue("delay", delay.toMillis())
                    .log("Retrying...");
        }
    }

    static LoggingEventBuilder named(LoggingEventBuilder line, MessageEvent event) {
        return line.addKeyValue("channelId", event.channelId())
                .addKeyValue("messageId", event.messageId())
                .addKeyValue("position", event.position());
    }
}
