package telegramgateway.api.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import telegramgateway.api.MediaSettings;
import telegramgateway.api.clients.AccessSettings;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.service.settings.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** mtproto-native, as far as it keeps the files of messages. Safe for use by many threads. */
@Component
class MediaKeeper {
    private static final Logger log = LoggerFactory.getLogger(MediaKeeper.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** Until an answer begins. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI mtproto;
    private final Optional<Secret> token;

    MediaKeeper(MediaSettings media, AccessSettings access) {
        this.mtproto = media.mtproto();
        this.token = Optional.ofNullable(access.gatewayToken());
    }

    /** What is known of the files of a message; empty when nothing is. */
    Optional<JsonNode> filesOf(long channelId, long messageId) {
        HttpResponse<InputStream> response =
                get("/channels/" + channelId + "/messages/" + messageId + "/files", Map.of());
        try (InputStream body = response.body()) {
            return switch (response.statusCode()) {
                case 200 -> Optional.of(JsonMapper.shared().readTree(body));
                case 404 -> Optional.empty();
                default -> throw refusal(response.statusCode());
            };
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /**
     * A file, or a part of it.
     *
     * @param headers of the client's request, about ranges and what it has already
     * @return 200, 206, 304, 404 or 416; to be closed
     */
    HttpResponse<InputStream> file(String sha256, Map<String, String> headers) {
        HttpResponse<InputStream> response = get("/files/" + sha256, headers);
        return switch (response.statusCode()) {
            case 200, 206, 304, 404, 416 -> response;
            default -> {
                close(response);
                throw refusal(response.statusCode());
            }
        };
    }

    private HttpResponse<InputStream> get(String path, Map<String, String> headers) {
        Secret secret = token.orElseThrow(() -> ErrorCode.MEDIA_UNAVAILABLE.refuse(
                "Files of messages are not to be had here",
                "The operator sets GATEWAY_CONTROL_TOKEN to that of mtproto-native."));
        HttpRequest.Builder request = HttpRequest.newBuilder(mtproto.resolve(path))
                .timeout(PATIENCE)
                .header("X-Gateway-Token", secret.reveal());
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static RuntimeException refusal(int status) {
        return switch (status) {
            case 409 ->
                ErrorCode.MEDIA_UNAVAILABLE.refuse(
                        "No files of messages are fetched", "The operator sets TELEGRAM_MEDIA of mtproto-native.");
            case 401, 403 ->
                ErrorCode.MEDIA_UNAVAILABLE.refuse(
                        "mtproto-native does not let this service in",
                        "The operator makes GATEWAY_CONTROL_TOKEN the same for both, on one machine.");
            default ->
                ErrorCode.MEDIA_UNAVAILABLE.refuse("mtproto-native answered " + status, "Ask again; its log has more.");
        };
    }

    private static RuntimeException unavailable(Exception failure) {
        log.warn("The files of messages are away: {}", failure.toString());
        return ErrorCode.MEDIA_UNAVAILABLE.refuse(
                "mtproto-native, which keeps the files, does not answer", "Ask again in a while.");
    }

    static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            log.debug("Closed already", e);
        }
    }
}
