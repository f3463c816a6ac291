package telegramgateway.service.web;

import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.util.DisconnectedClientHelper;
import telegramgateway.message.feed.StoreUnavailableException;

/** Turns what controllers throw into {@link ErrorAnswer}s. */
@RestControllerAdvice
class ErrorAnswers {
    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    @ExceptionHandler
    ResponseEntity<byte[]> refused(RequestRefusedException refused) {
        return answer(refused.answer(), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unavailable(StoreUnavailableException unavailable) {
        log.warn("Answered 503: {}", unavailable.getMessage());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS));
        return answer(
                new ErrorAnswer(
                        503,
                        "STORE_UNAVAILABLE",
                        "No store can answer now",
                        Map.of(
                                "reason",
                                String.valueOf(unavailable.getMessage()),
                                "retryAfter",
                                RETRY_AFTER_SECONDS,
                                "hint",
                                "Ask again with the same cursor: nothing is lost. GET /health names what is down.")),
                headers);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> mistyped(MethodArgumentTypeMismatchException mistyped) {
        String name = mistyped.getName();
        return answer(
                ErrorAnswer.of(400, "INVALID_REQUEST", name + " is not understood", "See what " + name + " may be."),
                new HttpHeaders());
    }

    /** A body that is not what it should be. What was in it may be secret, and its parser repeats it. */
    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(HttpMessageNotReadableException unreadable) {
        return answer(
                ErrorAnswer.of(400, "INVALID_BODY", "The body is not the JSON that is expected", "See the docs."),
                new HttpHeaders());
    }

    /** A query that cannot be decoded, or that has too many parameters. */
    @ExceptionHandler
    ResponseEntity<byte[]> malformed(InvalidParameterException malformed) {
        log.debug("A query was refused", malformed);
        return answer(byStatus(400), new HttpHeaders());
    }

    /** Null when the client has gone: nobody reads an answer. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<byte[]> other(Exception failure) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            log.debug("The client has gone", failure);
            return null;
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().value() < 500) {
            return answer(byStatus(known.getStatusCode().value()), known.getHeaders());
        }
        log.error("A request failed", failure);
        return answer(byStatus(500), new HttpHeaders());
    }

    /** The answer for a status that says all there is to say. */
    static ErrorAnswer byStatus(int status) {
        return switch (status) {
            case 400 -> ErrorAnswer.of(400, "BAD_REQUEST", "The request is malformed", "Check path and parameters.");
            case 404 -> ErrorAnswer.of(404, "NOT_FOUND", "There is nothing at this path", "Check the path.");
            case 405 ->
                ErrorAnswer.of(405, "METHOD_NOT_ALLOWED", "This path does not know the method", "See header Allow.");
            case 500 ->
                ErrorAnswer.of(500, "INTERNAL_ERROR", "The service failed", "Ask again; the service's log has more.");
            default -> plain(status);
        };
    }

    private static ErrorAnswer plain(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        String code = known == null ? "STATUS_" + status : known.name();
        String message = known == null ? "Status " + status : known.getReasonPhrase();
        return ErrorAnswer.of(status, code.toUpperCase(Locale.ROOT), message, "Check the request against the docs.");
    }

    static ResponseEntity<byte[]> answer(ErrorAnswer answer, HttpHeaders headers) {
        ErrorForm form = ErrorForm.wanted();
        return ResponseEntity.status(answer.status())
                .headers(headers)
                .contentType(form.type())
                .cacheControl(CacheControl.noStore())
                .body(form.of(answer));
    }
}
