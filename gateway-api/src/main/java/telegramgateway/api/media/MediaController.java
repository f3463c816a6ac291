package telegramgateway.api.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.MediaSettings;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * The files of a message, and their bytes. A file is reached through a message that has it, so that whoever may not
 * read a chat does not get its files either.
 */
@RestController
class MediaController {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> ASKED = List.of("Range", "If-Range", "If-None-Match");
    private static final List<String> ANSWERED = List.of(
            "Content-Type",
            "Content-Length",
            "Content-Range",
            "Content-Disposition",
            "Accept-Ranges",
            "ETag",
            "Last-Modified");

    private final MediaKeeper keeper;
    private final Semaphore places;

    MediaController(MediaKeeper keeper, MediaSettings settings) {
        this.keeper = keeper;
        this.places = new Semaphore(settings.downloadsMax());
    }

    @GetMapping("/api/v1/messages/{chatId}/{messageId}/media")
    ResponseEntity<byte[]> list(
            @PathVariable String chatId, @PathVariable String messageId, HttpServletRequest request) {
        Envelope envelope = Envelope.start().conditional(request);
        Parameters.of(request, List.of());
        long channelId = Ids.chat(chatId);
        long id = Ids.message("messageId", messageId);
        List<Map<String, Object>> files = new ArrayList<>();
        for (JsonNode file : files(channelId, id)) {
            files.add(shown(channelId, id, file));
        }
        return envelope.meta("count", files.size()).data(Map.of("files", files));
    }

    @GetMapping("/api/v1/messages/{chatId}/{messageId}/media/{sha256}")
    void file(
            @PathVariable String chatId,
            @PathVariable String messageId,
            @PathVariable String sha256,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Parameters.of(request, List.of());
        long channelId = Ids.chat(chatId);
        long id = Ids.message("messageId", messageId);
        if (!SHA256.matcher(sha256).matches()) {
            throw ErrorCode.INVALID_ID.refuse(
                    "sha256 is not 64 hex digits in lower case", "GET .../media of the message lists its files.");
        }
        requireIsOf(channelId, id, sha256);
        if (!places.tryAcquire()) {
            throw ErrorCode.TOO_MANY_DOWNLOADS.refuse("Too many files are being read already", "Ask again in a while.");
        }
        HttpResponse<InputStream> found = null;
        try {
            found = keeper.file(sha256, asked(request));
            if (found.statusCode() == 404) {
                throw gone();
            }
            relay(found, response, request.getMethod().equals("HEAD"));
        } finally {
            if (found != null) {
                MediaKeeper.close(found);
            }
            places.release();
        }
    }

    private static void relay(HttpResponse<InputStream> from, HttpServletResponse to, boolean headersOnly)
            throws IOException {
        to.setStatus(from.statusCode());
        to.setHeader("Cache-Control", "private, no-cache");
        for (String name : ANSWERED) {
            from.headers().firstValue(name).ifPresent(value -> to.setHeader(name, value));
        }
        if (!headersOnly) {
            from.body().transferTo(to.getOutputStream());
        }
    }

    private void requireIsOf(long channelId, long messageId, String sha256) {
        for (JsonNode file : files(channelId, messageId)) {
            if (sha256.equals(text(file, "sha256"))) {
                return;
            }
        }
        throw ErrorCode.MEDIA_NOT_FOUND.refuse(
                "The message has no such file", "GET .../media of the message lists its files.");
    }

    private JsonNode files(long channelId, long messageId) {
        return keeper.filesOf(channelId, messageId)
                .map(known -> known.path("files"))
                .orElseThrow(() -> ErrorCode.MEDIA_NOT_FOUND.refuse(
                        "No files are known of message " + messageId + " of chat " + channelId,
                        "It has none that are fetched, or they are still being fetched."));
    }

    private static Map<String, Object> shown(long channelId, long messageId, JsonNode file) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (String name : List.of("place", "sha256", "size", "mimeType", "name", "fetchedAt", "leftOut", "reason")) {
            if (file.hasNonNull(name)) {
                shown.put(name, file.get(name));
            }
        }
        String sha256 = text(file, "sha256");
        if (sha256 != null && !file.hasNonNull("leftOut")) {
            shown.put("url", "/api/v1/messages/" + channelId + "/" + messageId + "/media/" + sha256);
        }
        return shown;
    }

    private static Map<String, String> asked(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : ASKED) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static @Nullable String text(JsonNode file, String name) {
        return file.hasNonNull(name) ? file.get(name).asString() : null;
    }

    private static RuntimeException gone() {
        return ErrorCode.MEDIA_GONE.refuse(
                "The file was there and is not any more", "Somebody removed it from the directory of mtproto-native.");
    }
}
