package telegramgateway.mtproto.push;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.feed.StoreUnavailableException;

/** Sends one event to one of the endpoints, which are alternatives. Safe for use by many threads. */
final class PushClient implements AutoCloseable {
    /** Requests on their way at the same time. */
    static final int IN_FLIGHT_MAX = 8;

    /** A connection that was idle for longer may have been closed by the other side. */
    private static final TimeValue IDLE_UNTIL_LOOKED_AT = TimeValue.ofMilliseconds(100);

    private final List<Endpoint> endpoints;
    private final PushMetrics metrics;
    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile int preferred;

    PushClient(PushOptions options, InstantSource clock, PushMetrics metrics) {
        this.metrics = metrics;
        this.http = client(options);
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("push deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
        AnswerReader reader = new AnswerReader(clock);
        this.endpoints = options.endpoints().stream()
                .map(address -> new Endpoint(address, http, deadlines, options, reader))
                .toList();
    }

    /**
     * One that does what it is told and nothing of its own: no retry, no redirect. It works on the caller's thread:
     * each thread more that a request passes through costs milliseconds on a busy machine.
     */
    private static CloseableHttpClient client(PushOptions options) {
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(options.timeout()))
                .setValidateAfterInactivity(IDLE_UNTIL_LOOKED_AT)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(connections)
                        .setMaxConnTotal(IN_FLIGHT_MAX)
                        .setMaxConnPerRoute(IN_FLIGHT_MAX)
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                .setRetryStrategy(new ClosedConnections())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    /** True while some endpoint has not failed again and again. */
    boolean isTrusted() {
        return endpoints.stream().anyMatch(Endpoint::isTrusted);
    }

    boolean mayAsk() {
        return endpoints.stream().anyMatch(Endpoint::mayBeAsked);
    }

    void askAgain() {
        endpoints.forEach(Endpoint::askAgain);
    }

    EndpointsAwayException away() {
        return new EndpointsAwayException(
                endpoints.stream().map(Endpoint::problem).distinct().collect(Collectors.joining(", ")));
    }

    /**
     * One try, at each endpoint in turn until one decides. A pause that an endpoint asks for is no try.
     *
     * @return never {@link Answer.Paused}
     * @throws EndpointsAwayException when nothing is tried now
     */
    Answer send(byte[] json) throws InterruptedException {
        while (true) {
            Answer.Failed failed = null;
            Duration shortest = null;
            for (int index : inTurn()) {
                Optional<Answer> answer = ask(endpoints.get(index), json);
                switch (answer.orElse(null)) {
                    case null -> {}
                    case Answer.Failed failure -> {
                        metrics.failed(failure.kind());
                        failed = failure;
                    }
                    case Answer.Paused asked -> shortest = shorter(shortest, asked.pause());
                    case Answer decided -> {
                        preferred = index;
                        return decided;
                    }
                }
            }
            if (shortest != null && shortest.compareTo(Endpoint.PAUSE_WAITED_MAX) <= 0) {
                await(shortest);
            } else if (shortest != null || failed == null) {
                throw away();
            } else {
                return failed;
            }
        }
    }

    private Optional<Answer> ask(Endpoint endpoint, byte[] json) throws InterruptedException {
        inFlight.acquire();
        try {
            return endpoint.ask(json);
        } finally {
            inFlight.release();
        }
    }

    /** The one that worked last comes first. */
    private List<Integer> inTurn() {
        List<Integer> turn = new ArrayList<>();
        int first = preferred;
        for (int i = 0; i < endpoints.size(); i++) {
            turn.add((first + i) % endpoints.size());
        }
        return turn;
    }

    private static Duration shorter(@Nullable Duration one, Duration other) {
        return one == null || other.compareTo(one) < 0 ? other : one;
    }

    /** Waits, unless it is stopped. */
    void await(Duration pause) throws InterruptedException {
        if (stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new StoreUnavailableException("the gateway is stopping", null);
        }
    }

    /** Ends what waits; what is on its way is ended with its thread. */
    void stop() {
        stopping.countDown();
    }

    @Override
    public void close() {
        stop();
        http.close(CloseMode.IMMEDIATE);
        deadlines.shutdownNow();
    }
}
