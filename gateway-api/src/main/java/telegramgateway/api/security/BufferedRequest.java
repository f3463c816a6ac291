package telegramgateway.api.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import telegramgateway.api.http.ErrorCode;

/** A request whose body is read once, when somebody first wants it, in bounded time into bounded memory. */
final class BufferedRequest extends HttpServletRequestWrapper {
    /** What a client has for sending a body. */
    static final Duration BODY_TIME_MAX = Duration.ofSeconds(10);

    private static final int CHUNK = 8 * 1024;

    private final int max;
    private byte @Nullable [] body;

    BufferedRequest(HttpServletRequest request, int max) {
        super(request);
        this.max = max;
    }

    /** The whole body; empty when there is none. */
    byte[] body() throws IOException {
        byte[] known = body;
        if (known == null) {
            known = read();
            body = known;
        }
        return known;
    }

    private byte[] read() throws IOException {
        if (getContentLengthLong() > max) {
            throw tooLarge();
        }
        InputStream in = super.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        long end = System.nanoTime() + BODY_TIME_MAX.toNanos();
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                all.write(chunk, 0, count);
                if (all.size() > max) {
                    throw tooLarge();
                }
                if (System.nanoTime() > end) {
                    throw tooSlow();
                }
            }
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        }
        return all.toByteArray();
    }

    private RuntimeException tooLarge() {
        return ErrorCode.BODY_TOO_LARGE.refuse(
                "The body is larger than " + max + " bytes", "Send less, or raise TELEGRAM_GATEWAY_API_BODY_MAX.");
    }

    private static RuntimeException tooSlow() {
        return ErrorCode.BODY_TOO_SLOW.refuse(
                "The body took longer than " + BODY_TIME_MAX.toSeconds() + " s", "Send it at once.");
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Buffered(body());
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(new ByteArrayInputStream(body()), StandardCharsets.UTF_8));
    }

    private static final class Buffered extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Buffered(byte[] body) {
            bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return bytes.read(into, from, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body is there already: read it");
        }
    }
}
