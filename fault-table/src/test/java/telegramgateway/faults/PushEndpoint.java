package telegramgateway.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is pushed to, and who answers as well or as badly as he is told. Writes down what he has taken. */
final class PushEndpoint implements AutoCloseable {
    static final String TOKEN = "token-of-the-endpoint-0123456789";

    private static final Duration DRIP = Duration.ofSeconds(1);
    private static final String LENGTH = "content-length:";

    /** How the endpoint answers. */
    enum Manner {
        WELL("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}"),
        WITH_500("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"),
        WITH_401("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"),
        NEVER(""),
        BYTE_BY_BYTE("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + " ".repeat(1_000)),
        WITH_GARBAGE("\u0001\u0002 this is no HTTP \r\n\r\n");

        private final String answer;

        Manner(String answer) {
            this.answer = answer;
        }
    }

    private final ServerSocket listener;
    private final Arrivals taken;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile Manner manner = Manner.WELL;

    PushEndpoint(Arrivals taken) {
        this.taken = taken;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("push endpoint").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/ingest");
    }

    /** Answers like this from now on; who waits for an answer in the old manner gets none. */
    void answer(Manner other) {
        manner = other;
        connections.forEach(PushEndpoint::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            while (true) {
                byte[] body = read(in);
                Manner now = manner;
                if (now == Manner.WELL) {
                    taken.arrived(JsonMapper.shared().readTree(body));
                }
                answer(now, out);
            }
        } catch (IOException _) {
            // Ended by one of both.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    /** The body of the next request, whose token is checked. */
    private byte[] read(InputStream in) throws IOException {
        int length = 0;
        boolean known = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
            known |= line.equalsIgnoreCase("X-Gateway-Token: " + TOKEN);
        }
        if (!known) {
            taken.violation("a request without the token");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static void answer(Manner manner, OutputStream out) throws IOException, InterruptedException {
        byte[] answer = manner.answer.getBytes(US_ASCII);
        if (manner != Manner.BYTE_BY_BYTE) {
            out.write(answer);
            return;
        }
        for (byte next : answer) {
            out.write(next);
            FaultRow.pass(DRIP);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone, which is what was asked for.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(PushEndpoint::close);
    }
}
