package telegramgateway.mtproto.control;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.mtproto.media.StoredMedia;
import telegramgateway.service.web.RequestRefusedException;

/** Files of messages: which there are, and their bytes. Spring answers ranges and {@code If-None-Match}. */
@RestController
class FileController {
    /** As many bytes as the known beginnings of pictures and sound have. */
    private static final int BEGINNING_BYTES = 16;

    private final Optional<StoredMedia> media;

    FileController(Optional<StoredMedia> media) {
        this.media = media;
    }

    @GetMapping(path = "/channels/{channelId}/messages/{messageId}/files", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] files(@PathVariable long channelId, @PathVariable long messageId) throws IOException {
        return media().filesOf(channelId, messageId)
                .orElseThrow(() -> new RequestRefusedException(
                        404,
                        "NO_FILES",
                        "No files are known of message " + messageId + " of channel " + channelId,
                        "It has none that TELEGRAM_MEDIA names, or they are still being fetched."));
    }

    @GetMapping("/files/{sha256}")
    ResponseEntity<Resource> file(@PathVariable String sha256) throws IOException {
        Path file = media().file(sha256)
                .orElseThrow(() -> new RequestRefusedException(
                        404,
                        "NO_SUCH_FILE",
                        "There is no such file",
                        "Ask with a sha256 of GET /channels/ID/messages/ID/files, 64 hex digits in lower case."));
        return ResponseEntity.ok()
                .contentType(typeOf(file))
                .eTag(sha256)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .header("X-Content-Type-Options", "nosniff")
                .body(new FileSystemResource(file));
    }

    /** By what the bytes are, never by what a sender says: of pictures and sound only, which no browser runs. */
    private static MediaType typeOf(Path file) throws IOException {
        byte[] beginning;
        try (InputStream in = Files.newInputStream(file)) {
            beginning = in.readNBytes(BEGINNING_BYTES);
        }
        String type = URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(beginning));
        boolean harmless = type != null && (type.startsWith("image/") || type.startsWith("audio/"));
        return harmless ? MediaType.parseMediaType(type) : MediaType.APPLICATION_OCTET_STREAM;
    }

    private StoredMedia media() {
        return media.orElseThrow(() -> new RequestRefusedException(
                409, "MEDIA_OFF", "No files are fetched", "Set TELEGRAM_MEDIA and the Telegram source."));
    }
}
