package telegramgateway.api.realtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import telegramgateway.api.StreamSettings;
import telegramgateway.api.clients.ClientDirectory;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.service.web.ErrorAnswer;

/**
 * All streams of this process: how many there may be, and who may go on. One thread looks after all of them, so that a
 * stream that is silent costs nothing. Safe for use by many threads.
 */
@Component
final class OpenStreams implements SmartLifecycle {
    /** How late the end of a key's or a token's time is seen; revocations are seen when the clients were read. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    /** How long a stop waits for streams to say goodbye. */
    private static final Duration GOODBYE_MAX = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(OpenStreams.class);

    private final StreamSettings settings;
    private final MeterRegistry metrics;
    private final Semaphore places;
    private final Map<String, Integer> byClient = new ConcurrentHashMap<>();
    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile @Nullable ScheduledExecutorService timer;

    OpenStreams(StreamSettings settings, ClientDirectory clients, MeterRegistry metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.places = new Semaphore(settings.max());
        clients.afterRefresh(this::check);
        Gauge.builder("api_streams", () -> settings.max() - places.availablePermits())
                .description("Streams that are open")
                .register(metrics);
    }

    /** A place for a stream of a client, to be closed when it ends. */
    Place place(String client) {
        if (!places.tryAcquire()) {
            throw ErrorCode.TOO_MANY_STREAMS.refuse(
                    "Too many streams are open already",
                    "Poll instead, connect later, or raise TELEGRAM_GATEWAY_API_STREAMS_MAX.",
                    Map.of("max", settings.max()));
        }
        Place place = new Place(client);
        if (byClient.merge(client, 1, Integer::sum) > settings.perClient()) {
            place.close();
            throw ErrorCode.TOO_MANY_STREAMS_OF_CLIENT.refuse(
                    "This client has too many streams open already",
                    "Follow several chats with one stream, close others, or raise "
                            + "TELEGRAM_GATEWAY_API_STREAMS_PER_CLIENT.",
                    Map.of("max", settings.perClient()));
        }
        return place;
    }

    /** Serves a stream until it ends, by the thread that calls. */
    void run(OpenStream stream, Line line, Place place) {
        String reason = "failed";
        try (place) {
            open.add(stream);
            if (stopping) {
                stream.end(goodbye());
            }
            reason = stream.run(line);
        } finally {
            open.remove(stream);
            stream.close();
            Counter.builder("api_streams_ended")
                    .description("Streams that ended, by reason")
                    .tag("reason", reason)
                    .register(metrics)
                    .increment();
        }
    }

    /** Runs something that does not wait after a time, unless the service stops before. */
    void later(Duration after, Runnable task) {
        ScheduledExecutorService begun = timer;
        if (begun != null && !stopping) {
            var _ = begun.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void check() {
        try {
            open.forEach(OpenStream::check);
        } catch (RuntimeException e) {
            log.error("The streams could not be looked after", e);
        }
    }

    private static ErrorAnswer goodbye() {
        return ErrorCode.SERVICE_STOPS
                .refuse("The service stops", "Connect again with the cursor of the last event: nothing is lost.")
                .answer();
    }

    @Override
    public void start() {
        stopping = false;
        ScheduledExecutorService begun = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("streams").daemon().factory());
        var _ = begun.scheduleWithFixedDelay(
                this::check, CHECK_INTERVAL.toMillis(), CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        timer = begun;
    }

    /** Runs before the web server waits for requests in flight, so that it need not wait for streams. */
    @Override
    public void stop() {
        stopping = true;
        ScheduledExecutorService begun = timer;
        if (begun != null) {
            begun.shutdownNow();
            timer = null;
        }
        open.forEach(stream -> stream.end(goodbye()));
        try {
            if (places.tryAcquire(settings.max(), GOODBYE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                places.release(settings.max());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    /** One stream's share of the bounds. */
    final class Place implements AutoCloseable {
        private final String client;
        private final AtomicBoolean given = new AtomicBoolean(true);

        private Place(String client) {
            this.client = client;
        }

        @Override
        public void close() {
            if (given.compareAndSet(true, false)) {
                byClient.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
                places.release();
            }
        }
    }
}
