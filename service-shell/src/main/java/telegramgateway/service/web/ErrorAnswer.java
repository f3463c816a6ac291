package telegramgateway.service.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one form of every error: {@code {"success":false,"error":{"code","message","details"}}}.
 *
 * @param status the HTTP status, 400..599
 * @param code a constant for programs, such as {@code INVALID_LIMIT}
 * @param message what is wrong, for people
 * @param details more about it; {@code hint} says what to do, and never lacks
 */
public record ErrorAnswer(int status, String code, String message, Map<String, ?> details) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public ErrorAnswer {
        if (!details.containsKey("hint")) {
            throw new IllegalArgumentException(code + " does not say what to do");
        }
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** An error with a hint. */
    public static ErrorAnswer of(int status, String code, String message, String hint) {
        return new ErrorAnswer(status, code, message, Map.of("hint", hint));
    }

    /** The answer's body as {@code application/problem+json} (RFC 9457), UTF-8. */
    byte[] problem() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:telegram-gateway:error:" + code);
        body.put("title", code);
        body.put("status", status);
        body.put("detail", message);
        body.put("details", details);
        return MAPPER.writeValueAsBytes(body);
    }

    /** The answer's body, UTF-8. */
    public byte[] json() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        error.put("details", details);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("error", error);
        return MAPPER.writeValueAsBytes(body);
    }
}
