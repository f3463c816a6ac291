package telegramgateway.tdlib;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** TDLib's answer that a request failed. It names the request's method, never what was in it. */
public final class TdError extends RuntimeException {

    private static final int ABORTED = 500;
    private static final Pattern RETRY = Pattern.compile("retry after (\\d{1,9})");

    private final int code;
    private final String reason;

    TdError(String method, int code, String reason) {
        super(method + ": " + code + " " + reason);
        this.code = code;
        this.reason = reason;
    }

    /** @param error TDLib's {@code error} object, such as an update tells of */
    public static TdError of(String method, JsonNode error) {
        return new TdError(
                method, error.path("code").asInt(0), error.path("message").asString(""));
    }

    static TdError closed(String method) {
        return new TdError(method, ABORTED, "Request aborted: the client is closed");
    }

    /** Like an HTTP status: 400 wrong, 401 not authorized, 404 not there, 429 too early, 500 inside or closed. */
    public int code() {
        return code;
    }

    /** TDLib's words, such as {@code PHONE_CODE_INVALID}. With code 406 they are not for users. */
    public String reason() {
        return reason;
    }

    /** How long Telegram wants to be left alone; empty when this is no flood wait. It can be a day. */
    public Optional<Duration> retryAfter() {
        Matcher matcher = RETRY.matcher(reason);
        return matcher.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
