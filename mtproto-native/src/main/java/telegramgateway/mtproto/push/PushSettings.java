package telegramgateway.mtproto.push;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.mtproto.journal.StartPosition;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** Whether, where and how often events are pushed. */
public record PushSettings(
        @Setting(
                name = "API_ENDPOINT",
                help =
                        "Where events are sent by HTTP POST, for example `http://localhost:4005/ingest`; several are "
                                + "alternatives, tried in turn. Without one nothing is pushed, and what it has had is forgotten.")
        @Nullable
        List<URI> endpoints,

        @Setting(
                name = "API_START",
                fallback = "head",
                help =
                        "Where the push begins when it is switched on: `head` with what comes from then on, `oldest` with "
                                + "all that the database has of this gateway, or with what was accepted since a date (such as "
                                + "`2026-01-31T00:00:00Z`) or after a position. It means nothing while the push is on.")
        String start,

        @Setting(
                name = "API_SECRET_TOKEN",
                help = "What the endpoints expect in the header `X-Gateway-Token`, at least 16 characters; required "
                        + "once API_ENDPOINT is set.")
        @Nullable
        Secret token,

        @Setting(
                name = "API_TIMEOUT",
                fallback = "10s",
                help = "How long a request may take to the last byte of its answer, 100ms to 1m.")
        Duration timeout,

        @Setting(
                name = "API_HISTORY_MAX_AGE",
                fallback = "1d",
                help = "Bulk history (imports) is pushed unless its messages are older than this, 0s to 365d; `0s` "
                        + "pushes none of it.")
        Duration historyMaxAge,

        @Setting(
                name = "MAX_RETRY_ATTEMPTS",
                fallback = "3",
                help = "How often an event is tried again before it goes to the failure queue, 0 to 10.")
        int retries,

        @Setting(
                name = "RETRY_DELAY_MS",
                fallback = "5000",
                help = "Pause before the first retry, 1 to 60000; it doubles with each further one.")
        Duration retryDelay,

        @Setting(
                name = "FAILURE_QUEUE_PATH",
                help = "File of events that the endpoint did not take in time, one JSON per line; without it "
                        + "`failure-queue.jsonl` in GATEWAY_DATA_DIR.")
        @Nullable
        Path failureQueue) {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int TOKEN_LENGTH_MIN = 16;
    private static final int RETRIES_MAX = 10;
    private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration AGE_MAX = Duration.ofDays(365);

    public PushSettings {
        StartPosition.parse("API_START", start);
        if (endpoints != null) {
            endpoints.forEach(PushSettings::check);
            if (token == null) {
                throw new IllegalArgumentException("API_SECRET_TOKEN is required");
            }
            if (token.reveal().length() < TOKEN_LENGTH_MIN) {
                throw new IllegalArgumentException(
                        "API_SECRET_TOKEN is shorter than " + TOKEN_LENGTH_MIN + " characters");
            }
            if (!token.reveal().chars().allMatch(character -> character > ' ' && character < 0x7f)) {
                throw new IllegalArgumentException(
                        "API_SECRET_TOKEN holds what a header cannot: use letters, digits and signs only");
            }
        }
        if (timeout.compareTo(TIMEOUT_MIN) < 0 || timeout.compareTo(MINUTE) > 0) {
            throw new IllegalArgumentException("API_TIMEOUT is not 100ms to 1m");
        }
        if (historyMaxAge.isNegative() || historyMaxAge.compareTo(AGE_MAX) > 0) {
            throw new IllegalArgumentException("API_HISTORY_MAX_AGE is not 0s to 365d");
        }
        if (retries < 0 || retries > RETRIES_MAX) {
            throw new IllegalArgumentException("MAX_RETRY_ATTEMPTS is not 0 to " + RETRIES_MAX);
        }
        if (!retryDelay.isPositive() || retryDelay.compareTo(MINUTE) > 0) {
            throw new IllegalArgumentException("RETRY_DELAY_MS is not 1 to 60000");
        }
    }

    /** The position above which the endpoints get events when the push is switched on. */
    long startPosition() {
        return StartPosition.parse("API_START", start);
    }

    /** Never repeats the address, which may hold a password. */
    private static void check(URI endpoint) {
        if (endpoint.getScheme() == null || !SCHEMES.contains(endpoint.getScheme()) || endpoint.getHost() == null) {
            throw new IllegalArgumentException("API_ENDPOINT is no address such as http://HOST:PORT/ingest");
        }
        if (endpoint.getRawUserInfo() != null) {
            throw new IllegalArgumentException("API_ENDPOINT holds a password; the token is API_SECRET_TOKEN");
        }
    }
}
