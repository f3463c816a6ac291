package telegramgateway.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import telegramgateway.service.web.ErrorAnswer;
import telegramgateway.service.web.RequestRefusedException;

/** Why this API refuses a request. The service shell adds codes of its own; the OpenAPI document lists all. */
public enum ErrorCode {
    INVALID_BODY(400),
    INVALID_CURSOR(400),
    INVALID_FILTER(400),
    INVALID_FORM(400),
    INVALID_ID(400),
    INVALID_LIMIT(400),
    INVALID_ORDER(400),
    INVALID_TIME(400),
    INVALID_WAIT(400),
    TOO_MANY_CHATS(400),
    UNKNOWN_PARAMETER(400),
    SIGNATURE_INVALID(401),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    MEDIA_NOT_FOUND(404),
    MESSAGE_NOT_FOUND(404),
    UNKNOWN_CHANNEL(404),
    UNKNOWN_CONSUMER(404),
    UNKNOWN_SESSION(404),
    UNKNOWN_CLIENT(404),
    BODY_TOO_SLOW(408),
    CLIENT_TOO_SLOW(408),
    CLIENT_EXISTS(409),
    CONSUMER_OF_SERVICE(409),
    TOO_MANY_OPEN(409),
    CURSOR_AHEAD(410),
    MEDIA_GONE(410),
    BODY_TOO_LARGE(413),
    RATE_LIMITED(429),
    TOO_MANY_FAILURES(429),
    TOO_MANY_STREAMS_OF_CLIENT(429),
    TOKENS_OFF(501),
    MEDIA_UNAVAILABLE(503),
    SERVICE_STOPS(503),
    STATUS_UNAVAILABLE(503),
    TOO_MANY_DOWNLOADS(503),
    TOO_MANY_POLLS(503),
    TOO_MANY_STREAMS(503),
    UNHEALTHY(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The refusal, to be thrown. */
    public RequestRefusedException refuse(String message, String hint) {
        return refuse(message, hint, Map.of());
    }

    /** The refusal with more details, to be thrown. */
    public RequestRefusedException refuse(String message, String hint, Map<String, ?> details) {
        Map<String, Object> all = new LinkedHashMap<>(details);
        all.put("hint", hint);
        return new RequestRefusedException(new ErrorAnswer(status, name(), message, all));
    }
}
