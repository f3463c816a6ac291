package telegramgateway.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one form of every answer: {@code {"success":true,"data":…,"meta":…}}. Messages pass through as the bytes that the
 * stores hold.
 */
public final class Envelope {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int TYPICAL_MESSAGE_BYTES = 1_024;

    private final long startedAt = System.nanoTime();
    private final Map<String, Object> meta = new LinkedHashMap<>();

    private Envelope() {}

    /** To be called first: {@code executionTime} counts from here. */
    public static Envelope start() {
        return new Envelope();
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
        meta.put("executionTime", (System.nanoTime() - startedAt) / NANOS_PER_MILLI);
        ByteArrayOutputStream body = new ByteArrayOutputStream(data.length + TYPICAL_MESSAGE_BYTES);
        body.writeBytes(ascii("{\"success\":true,\"data\":"));
        body.writeBytes(data);
        body.writeBytes(ascii(",\"meta\":"));
        body.writeBytes(MAPPER.writeValueAsBytes(meta));
        body.write('}');
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(body.toByteArray());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
