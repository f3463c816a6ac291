package telegramgateway.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one form of every answer: {@code {"success":true,"data":…,"meta":…}}. Messages pass through as the bytes that the
 * stores hold.
 */
public final class Envelope {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** A client may keep the answer, for itself, and asks whether it is still good. */
    private static final CacheControl ASK_FIRST = CacheControl.noCache().cachePrivate();

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int TYPICAL_MESSAGE_BYTES = 1_024;

    private final long startedAt = System.nanoTime();
    private final Map<String, Object> meta = new LinkedHashMap<>();
    private @Nullable HttpServletRequest conditional;
    private @Nullable String link;

    private Envelope() {}

    /** To be called first: {@code executionTime} counts from here. */
    public static Envelope start() {
        return new Envelope();
    }

    /** Lets a client that has the data already be told so: {@code ETag} and {@code If-None-Match}. */
    public Envelope conditional(HttpServletRequest request) {
        conditional = request;
        return this;
    }

    /** Names the page that follows in the header {@code Link}. */
    public Envelope next(HttpServletRequest request, @Nullable String nextCursor) {
        link = nextCursor == null ? null : NextLink.of(request, nextCursor);
        return this;
    }

    /** Adds a field to {@code meta}. */
    public Envelope meta(String name, Object value) {
        meta.put(name, value);
        return this;
    }

    /**
     * A page of messages.
     *
     * @param messages canonical JSON each
     * @param nextCursor null when nothing follows
     */
    public ResponseEntity<byte[]> messages(List<byte[]> messages, @Nullable String nextCursor) {
        ByteArrayOutputStream data = new ByteArrayOutputStream((messages.size() + 1) * TYPICAL_MESSAGE_BYTES);
        data.writeBytes(ascii("{\"messages\":["));
        for (int i = 0; i < messages.size(); i++) {
            if (i > 0) {
                data.write(',');
            }
            data.writeBytes(messages.get(i));
        }
        data.writeBytes(ascii("],\"nextCursor\":"));
        data.writeBytes(ascii(nextCursor == null ? "null" : "\"" + nextCursor + "\""));
        data.write('}');
        return answer(data.toByteArray());
    }

    /** One message. */
    public ResponseEntity<byte[]> message(byte[] message) {
        ByteArrayOutputStream data = new ByteArrayOutputStream(message.length + TYPICAL_MESSAGE_BYTES);
        data.writeBytes(ascii("{\"message\":"));
        data.writeBytes(message);
        data.write('}');
        return answer(data.toByteArray());
    }

    /** Anything else. */
    public ResponseEntity<byte[]> data(Map<String, ?> data) {
        return answer(MAPPER.writeValueAsBytes(data));
    }

    private ResponseEntity<byte[]> answer(byte[] data) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (link != null) {
            answer.header(HttpHeaders.LINK, link);
        }
        if (conditional == null) {
            return answer.contentType(MediaType.APPLICATION_JSON)
                    .cacheControl(CacheControl.noStore())
                    .body(body(data));
        }
        String tag = DataTag.of(data);
        String known = conditional.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && DataTag.isNamedIn(known, tag)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .cacheControl(ASK_FIRST)
                    .eTag(tag)
                    .build();
        }
        return answer.contentType(MediaType.APPLICATION_JSON)
                .cacheControl(ASK_FIRST)
                .eTag(tag)
                .body(body(data));
    }

    private byte[] body(byte[] data) {
        meta.put("executionTime", (System.nanoTime() - startedAt) / NANOS_PER_MILLI);
        ByteArrayOutputStream body = new ByteArrayOutputStream(data.length + TYPICAL_MESSAGE_BYTES);
        body.writeBytes(ascii("{\"success\":true,\"data\":"));
        body.writeBytes(data);
        body.writeBytes(ascii(",\"meta\":"));
        body.writeBytes(MAPPER.writeValueAsBytes(meta));
        body.write('}');
        return body.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
