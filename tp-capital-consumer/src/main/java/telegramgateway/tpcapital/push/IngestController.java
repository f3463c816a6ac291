package telegramgateway.tpcapital.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.message.Message;
import telegramgateway.message.database.DataRefusedException;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.service.web.ErrorAnswer;
import telegramgateway.service.web.RequestRefusedException;
import telegramgateway.tpcapital.intake.ChosenChannels;
import telegramgateway.tpcapital.intake.Verdicts;

/** {@code POST /ingest}: one event, pushed by a gateway. 200 only once its verdict is stored. */
@RestController
class IngestController {
    static final String TOKEN = "X-Gateway-Token";

    /** No event of a gateway comes near. */
    static final int MAX_BODY_BYTES = 4 << 20;

    private static final Logger log = LoggerFactory.getLogger(IngestController.class);
    private static final int UNAUTHORIZED = 401;

    private final PushSettings settings;
    private final ChosenChannels chosen;
    private final Verdicts verdicts;
    private final InstantSource clock;
    private final MeterRegistry registry;

    IngestController(
            PushSettings settings,
            ChosenChannels chosen,
            Verdicts verdicts,
            InstantSource clock,
            MeterRegistry registry) {
        this.settings = settings;
        this.chosen = chosen;
        this.verdicts = verdicts;
        this.clock = clock;
        this.registry = registry;
        for (Result result : Result.values()) {
            count(result, 0);
        }
        if (settings.token() != null) {
            log.atInfo()
                    .addKeyValue("fingerprint", settings.token().fingerprint())
                    .log("Gateway token loaded");
        }
    }

    /** What became of an event. */
    private enum Result {
        SUCCESS("success"),
        DUPLICATE("duplicate"),
        NOT_FOLLOWED("not_followed"),
        ERROR("error");

        private final String label;

        Result(String label) {
            this.label = label;
        }
    }

    /**
     * The token is asked for here and not by the path: no other spelling of the path gets around it.
     *
     * @throws StoreUnavailableException when the database is away; the sender tries again
     */
    @PostMapping(PushSettings.PATH)
    ResponseEntity<Map<String, Object>> ingest(HttpServletRequest request) throws IOException {
        if (settings.token() == null) {
            throw new RequestRefusedException(
                    503,
                    "INGEST_OFF",
                    "Nothing is taken here: this service was started without GATEWAY_SECRET_TOKEN",
                    "Set it to the gateway's API_SECRET_TOKEN, or switch the gateway's push off.");
        }
        String token = request.getHeader(TOKEN);
        if (token == null || token.isEmpty()) {
            return answer(UNAUTHORIZED, Map.of("error", "Missing X-Gateway-Token header"));
        }
        if (!settings.isGateway(token)) {
            log.atWarn().addKeyValue("ip", request.getRemoteAddr()).log("Invalid gateway token");
            return answer(UNAUTHORIZED, Map.of("error", "Invalid gateway token"));
        }
        Result result = Result.ERROR;
        try {
            result = store(message(request));
        } finally {
            count(result, 1);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "ok");
        if (result != Result.SUCCESS) {
            body.put("skipped", true);
        }
        if (result == Result.NOT_FOLLOWED) {
            body.put("reason", "channel_not_followed");
        }
        return answer(200, body);
    }

    private Message message(HttpServletRequest request) throws IOException {
        byte[] body = request.getContentLengthLong() > MAX_BODY_BYTES
                ? new byte[MAX_BODY_BYTES + 1]
                : request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new RequestRefusedException(
                    413,
                    "MESSAGE_TOO_LARGE",
                    "The body exceeds " + MAX_BODY_BYTES + " bytes",
                    "Send one event per request, without files.");
        }
        try {
            return PushedMessage.read(body, clock.instant());
        } catch (PushedMessage.UnreadableException e) {
            Map<String, Object> details = new LinkedHashMap<>();
            if (e.field() != null) {
                details.put("field", e.field());
            }
            details.put("hint", "docs/ingest.md says what a body must hold.");
            throw new RequestRefusedException(
                    new ErrorAnswer(400, "INVALID_MESSAGE", String.valueOf(e.getMessage()), details));
        }
    }

    private Result store(Message message) {
        if (!chosen.contain(message.channelId())) {
            return Result.NOT_FOLLOWED;
        }
        try {
            if (!verdicts.onDelivered(message.channelId(), List.of(message)).isEmpty()) {
                return Result.SUCCESS;
            }
        } catch (DataRefusedException e) {
            throw new RequestRefusedException(
                    400, "MESSAGE_REFUSED", String.valueOf(e.getMessage()), "The same body will be refused again.");
        }
        log.atInfo()
                .addKeyValue("channelId", message.channelId())
                .addKeyValue("messageId", message.messageId())
                .log("Duplicate message skipped (idempotent)");
        return Result.DUPLICATE;
    }

    private void count(Result result, int requests) {
        Counter.builder("api.ingestion.requests")
                .description("Events that a gateway has pushed")
                .tag("status", result.label)
                .register(registry)
                .increment(requests);
    }

    private static ResponseEntity<Map<String, Object>> answer(int status, Map<String, Object> body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }
}
