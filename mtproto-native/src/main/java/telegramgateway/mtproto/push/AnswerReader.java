package telegramgateway.mtproto.push;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Understands what an endpoint answers: only its own words for "I have it" count as such. */
final class AnswerReader {
    static final Duration PAUSE_MAX = Duration.ofMinutes(10);

    /** Where an answer asks for a pause and does not say how long. */
    static final Duration PAUSE_DEFAULT = Duration.ofSeconds(5);

    private static final int REASON_CHARACTERS_MAX = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final InstantSource clock;

    AnswerReader(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param body empty if there is none
     * @param retryAfter the header; empty if there is none
     */
    Answer read(int status, byte[] body, String retryAfter) {
        return switch (status) {
            case 200 ->
                isOk(body)
                        ? new Answer.Taken()
                        : new Answer.Failed("unexpected_answer", "it answered 200 without {\"status\":\"ok\"}");
            case 400, 413, 422 -> new Answer.Refused("HTTP " + status + said(body));
            case 429 -> new Answer.Paused(pause(retryAfter));
            case 401, 403 ->
                new Answer.Failed("unauthorized", "it answered " + status + ": is API_SECRET_TOKEN the one it knows?");
            default ->
                status >= 500
                        ? new Answer.Failed("server_error", "it answered " + status)
                        : new Answer.Failed("unexpected_answer", "it answered " + status);
        };
    }

    private static boolean isOk(byte[] body) {
        try {
            return JSON.readTree(body).path("status").asString("").equals("ok");
        } catch (JacksonException _) {
            return false;
        }
    }

    /** What the endpoint gives as its reason, shortened and on one line. */
    private static String said(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            String text = error.isString()
                    ? error.asString("")
                    : error.path("message").asString("");
            String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
            return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), REASON_CHARACTERS_MAX));
        } catch (JacksonException _) {
            return "";
        }
    }

    /** Of {@code Retry-After}: seconds, or a date. */
    private Duration pause(String text) {
        Duration asked = PAUSE_DEFAULT;
        try {
            asked = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException _) {
            // Absent, or no date.
        }
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : asked;
    }
}
