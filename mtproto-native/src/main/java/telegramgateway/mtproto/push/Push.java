package telegramgateway.mtproto.push;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.StoreUnavailableException;

/** The push endpoint, switched on. Safe for use by many threads. */
public final class Push implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Push.class);

    private final PushMetrics metrics;
    private final PushClient client;
    private final Publisher publisher;
    private final FailureQueue queue;
    private final GrowthWatch growth;
    private final PushOptions options;
    private final Recovery recovery = new Recovery();

    private Push(PushOptions options, InstantSource clock, MeterRegistry registry) {
        this.options = options;
        this.queue = FailureQueue.open(options.failureQueue(), options.failureQueueMaxBytes(), clock);
        this.metrics = new PushMetrics(registry, options.retries());
        this.client = new PushClient(options, clock, metrics);
        this.publisher = new Publisher(client, options, metrics);
        this.growth = new GrowthWatch(queue, System::nanoTime, GrowthWatch.WARN_ABOVE_BYTES);
        metrics.watch(queue);
        LOG.atInfo().addKeyValue("fingerprint", options.token().fingerprint()).log("Gateway token loaded");
    }

    /**
     * Opens the failure queue. No endpoint need be there yet.
     *
     * @throws StoreUnavailableException when the failure queue cannot be used
     */
    public static Push open(PushOptions options, InstantSource clock, MeterRegistry registry) {
        return new Push(options, clock, registry);
    }

    public PushOptions options() {
        return options;
    }

    public FailureQueue queue() {
        return queue;
    }

    public Recovery recovery() {
        return recovery;
    }

    /**
     * Publishes an event, with its retries and their pauses. An event that is given up stays so until it is
     * {@linkplain #saved saved}.
     *
     * @throws StoreUnavailableException when nothing is tried now; its tries so far count
     */
    public Outcome publish(MessageEvent event) throws InterruptedException {
        return publisher.publish(event);
    }

    /**
     * Tries once.
     *
     * @throws StoreUnavailableException when nothing is tried now
     */
    public Outcome publish(QueuedEvent event) throws InterruptedException {
        return publisher.tryOnce(event);
    }

    /** Notes that an event that was given up is in the failure queue. */
    public void saved(MessageEvent event, String reason) {
        publisher.forget(event);
        metrics.failed(PushMetrics.MAX_RETRIES);
        Publisher.named(LOG.atError(), event).addKeyValue("reason", reason).log("Max retries exceeded, saved to queue");
    }

    /** Events that an endpoint has taken in this process's life. */
    public long published() {
        return publisher.published();
    }

    /** @throws StoreUnavailableException when no endpoint is asked now */
    public void requireAnEndpoint() {
        if (!client.mayAsk()) {
            throw client.away();
        }
    }

    /** @throws StoreUnavailableException while each endpoint has failed again and again and not answered since */
    public void requireATrustedEndpoint() {
        if (!client.isTrusted()) {
            throw client.away();
        }
    }

    /** Lets a person's wish count for more than the latest failures. */
    public void askAgain() {
        client.askAgain();
    }

    /** To be called about once a second. */
    public void look() {
        publisher.flushLog();
        growth.look();
    }

    /** Ends every wait between tries. */
    public void stop() {
        client.stop();
    }

    @Override
    public void close() {
        client.close();
        queue.close();
    }
}
