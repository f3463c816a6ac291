package telegramgateway.api.realtime;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import telegramgateway.service.web.ErrorAnswer;
import tools.jackson.databind.json.JsonMapper;

/** Server-Sent Events. The server cuts the connection of a client that takes nothing, see {@link TomcatStreams}. */
final class EventLine implements Line {
    static final String TYPE = "text/event-stream;charset=UTF-8";

    /** How long browsers wait before they connect again. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private static final byte[] HEARTBEAT = utf8(": heartbeat\n\n");
    private static final int TYPICAL_BYTES = 256;

    private final OutputStream out;

    private EventLine(OutputStream out) {
        this.out = out;
    }

    static EventLine begin(HttpServletResponse response) throws IOException {
        head(response);
        OutputStream out = response.getOutputStream();
        out.write(utf8("retry: " + RETRY.toMillis() + "\n"));
        return new EventLine(out);
    }

    static void head(HttpServletResponse response) {
        response.setContentType(TYPE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // nginx would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
    }

    @Override
    public void write(Frame frame) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream(frame.data().length + TYPICAL_BYTES);
        if (frame.cursor() != null) {
            event.writeBytes(utf8("id: " + frame.cursor() + "\n"));
        }
        event.writeBytes(utf8("event: " + frame.kind().event() + "\ndata: "));
        event.writeBytes(frame.data());
        event.writeBytes(utf8("\n\n"));
        event.writeTo(out);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void heartbeat() throws IOException {
        out.write(HEARTBEAT);
        out.flush();
    }

    @Override
    public void end(ErrorAnswer reason) throws IOException {
        write(new Frame(Frame.Kind.ERROR, null, 0, shown(reason)));
        out.flush();
    }

    /** An error's JSON without the envelope. */
    static byte[] shown(ErrorAnswer reason) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", reason.code());
        error.put("message", reason.message());
        error.put("details", reason.details());
        return JsonMapper.shared().writeValueAsBytes(error);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
