package telegramgateway.mtproto.push;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import telegramgateway.service.settings.Secret;

/**
 * How to push.
 *
 * @param endpoints alternatives, at least one
 * @param timeout of a request, to the last byte of its answer
 * @param retries of an event after its first try
 * @param retryDelay before the first of them; doubled for each further one
 * @param openFor how long an endpoint that failed again and again is left alone
 * @param start position above which they get events when the push was off before: 0 for all that the database has,
 *     {@code Long.MAX_VALUE} for what comes from now on
 * @param historyMaxAge bulk history older than this is not pushed; zero for none
 * @param failureQueue where the file lies
 * @param failureQueueMaxBytes from which on it takes nothing more
 */
public record PushOptions(
        List<URI> endpoints,
        Secret token,
        Duration timeout,
        int retries,
        Duration retryDelay,
        Duration openFor,
        long start,
        Duration historyMaxAge,
        Path failureQueue,
        long failureQueueMaxBytes) {

    private static final Duration OPEN_FOR = Duration.ofSeconds(10);
    private static final long FAILURE_QUEUE_MAX_BYTES = 100L << 20;
    private static final String FAILURE_QUEUE_NAME = "failure-queue.jsonl";

    public PushOptions {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("There is no endpoint to push to");
        }
    }

    /** Pause before a retry, from 1. */
    Duration delayBefore(int retry) {
        return retryDelay.multipliedBy(1L << (retry - 1));
    }

    /**
     * @param dataDirectory where the failure queue lies unless it is told otherwise
     * @throws IllegalArgumentException when pushing is switched off
     */
    public static PushOptions of(PushSettings settings, Path dataDirectory) {
        if (settings.endpoints() == null || settings.token() == null) {
            throw new IllegalArgumentException("Nothing is pushed without API_ENDPOINT");
        }
        Path queue = settings.failureQueue();
        return new PushOptions(
                settings.endpoints(),
                settings.token(),
                settings.timeout(),
                settings.retries(),
                settings.retryDelay(),
                OPEN_FOR,
                settings.startPosition(),
                settings.historyMaxAge(),
                queue == null ? dataDirectory.resolve(FAILURE_QUEUE_NAME) : queue,
                FAILURE_QUEUE_MAX_BYTES);
    }
}
