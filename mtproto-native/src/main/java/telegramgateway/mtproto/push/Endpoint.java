package telegramgateway.mtproto.push;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * One address that takes events. When it fails again and again it is left alone for a while, and then asked with one
 * request before others follow. Safe for use by many threads.
 */
final class Endpoint {
    /** As many tries as an event has by default: one event alone uses them up before the endpoint is left alone. */
    static final int FAILURES_TO_OPEN = 4;

    /** A pause that it asks for is waited for up to this; a longer one is an outage. */
    static final Duration PAUSE_WAITED_MAX = Duration.ofSeconds(5);

    private static final int ANSWER_BYTES_MAX = 64 << 10;

    private final URI address;
    private final HttpClient http;
    private final ScheduledExecutorService deadlines;
    private final PushOptions options;
    private final AnswerReader reader;
    private final CircuitBreaker breaker;
    private final ReentrantLock probing = new ReentrantLock();
    private volatile long pausedUntil = System.nanoTime();
    private volatile String problem = "not asked yet";

    Endpoint(
            URI address,
            HttpClient http,
            ScheduledExecutorService deadlines,
            PushOptions options,
            AnswerReader reader) {
        this.address = address;
        this.http = http;
        this.deadlines = deadlines;
        this.options = options;
        this.reader = reader;
        this.breaker = CircuitBreaker.of(
                address.toString(),
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                FAILURES_TO_OPEN, FAILURES_TO_OPEN, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(options.openFor())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(new SteadyClock())
                        .build());
    }

    /** True unless it failed again and again, and has not answered since. */
    boolean isTrusted() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** True when a request would be made now, or after a short pause. */
    boolean mayBeAsked() {
        if (pause().compareTo(PAUSE_WAITED_MAX) > 0 || !breaker.tryAcquirePermission()) {
            return false;
        }
        breaker.releasePermission();
        return true;
    }

    /** Forgets that it failed, but not that it asked for a pause. */
    void askAgain() {
        if (!isTrusted()) {
            breaker.transitionToHalfOpenState();
        }
    }

    /** What it did last, if that was wrong; without what the address may hold beside the host. */
    String problem() {
        return address.getHost() + ":" + address.getPort() + " " + problem;
    }

    private Duration pause() {
        return Duration.ofNanos(pausedUntil - System.nanoTime());
    }

    /** One request; empty when it is left alone now. */
    Optional<Answer> ask(byte[] json) throws InterruptedException {
        boolean alone = !isTrusted();
        if (alone) {
            // The others wait for what becomes of the one that probes.
            probing.lockInterruptibly();
        }
        try {
            Duration pause = pause();
            if (pause.isPositive()) {
                return Optional.of(new Answer.Paused(pause));
            }
            return breaker.tryAcquirePermission() ? Optional.of(permitted(json)) : Optional.empty();
        } finally {
            if (alone) {
                probing.unlock();
            }
        }
    }

    private Answer permitted(byte[] json) throws InterruptedException {
        boolean counted = false;
        try {
            Answer answer = post(json);
            if (answer instanceof Answer.Failed failed) {
                problem = failed.reason();
                breaker.onError(0, TimeUnit.NANOSECONDS, new IOException(failed.reason()));
            } else {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            }
            counted = true;
            if (answer instanceof Answer.Paused asked) {
                problem = "asks for a pause of " + asked.pause().toSeconds() + " s";
                pausedUntil = System.nanoTime() + asked.pause().toNanos();
            }
            return answer;
        } finally {
            if (!counted) {
                breaker.releasePermission();
            }
        }
    }

    private Answer post(byte[] json) throws InterruptedException {
        HttpPost request = new HttpPost(address);
        request.setHeader("X-Gateway-Token", options.token().reveal());
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        // To the last byte: the client's own timeouts begin anew with each byte.
        ScheduledFuture<?> deadline =
                deadlines.schedule(request::cancel, options.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return http.execute(request, this::read);
        } catch (IOException e) {
            return failed(request, e);
        } finally {
            deadline.cancel(false);
        }
    }

    private Answer read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? null : EntityUtils.toByteArray(entity, ANSWER_BYTES_MAX);
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return reader.read(
                response.getCode(), body == null ? new byte[0] : body, retryAfter == null ? "" : retryAfter.getValue());
    }

    private Answer failed(HttpPost request, IOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (request.isCancelled()) {
            return tooSlow();
        }
        return switch (e) {
            case ConnectTimeoutException _ -> tooSlow();
            case ConnectException _, UnknownHostException _ -> new Answer.Failed("unreachable", "cannot be reached");
            default -> new Answer.Failed("broken_answer", "broke the connection or sent no HTTP");
        };
    }

    private Answer tooSlow() {
        return new Answer.Failed(
                "timeout", "did not answer within " + options.timeout().toMillis() + " ms");
    }
}
