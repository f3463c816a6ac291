package telegramgateway.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of Server-Sent Events that reads only when it was told to begin, over a socket that can be cut. With
 * HTTP/1.0 there are no chunks between the lines, and the end of the stream is that of the connection.
 */
final class EventStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SMALL_BUFFER = 8 * 1024;
    private static final Event END = new Event(null, "end of the stream", "");

    private final Socket socket = new Socket();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile int status;
    private final AtomicInteger heartbeats = new AtomicInteger();

    private EventStream(int port, String path, String key, @Nullable String lastEvent) {
        try {
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.0\r\nHost: a\r\nAccept: text/event-stream\r\nX-API-Key: " + key + "\r\n"
                            + (lastEvent == null ? "" : "Last-Event-ID: " + lastEvent + "\r\n") + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EventStream open(ApiClient client, String path) {
        return open(client, path, RunningApi.KEY, null);
    }

    static EventStream open(ApiClient client, String path, String key, @Nullable String lastEvent) {
        return silent(client, path, key, lastEvent).read();
    }

    /** One that reads nothing yet. */
    static EventStream silent(ApiClient client, String path, String key, @Nullable String lastEvent) {
        return new EventStream(client.port(), path, key, lastEvent);
    }

    EventStream read() {
        Thread.ofVirtual().start(this::readAll);
        return this;
    }

    private void readAll() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            status = Integer.parseInt(in.readLine().split(" ")[1]);
            String id = null;
            String event = null;
            String data = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith(":")) {
                    heartbeats.incrementAndGet();
                } else if (line.isEmpty() && event != null) {
                    events.add(new Event(id, event, data));
                    id = null;
                    event = null;
                    data = "";
                }
            }
        } catch (IOException e) {
            // Cut.
        }
        events.add(END);
    }

    /** Waits for the next event. */
    Event next() {
        try {
            Event event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new AssertionError("No event within " + PATIENCE + ", status " + status);
            }
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the first event of a kind, and gives it. */
    Event next(String kind) {
        Event event = next();
        while (!event.event().equals(kind)) {
            if (event.equals(END)) {
                throw new AssertionError("The stream ended without " + kind + ", status " + status);
            }
            event = next();
        }
        return event;
    }

    List<Event> next(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(next());
        }
        return events;
    }

    int waiting() {
        return events.size();
    }

    int heartbeats() {
        return heartbeats.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Event(@Nullable String id, String event, String data) {
        JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }

        long messageId() {
            return json().get("messageId").asLong();
        }

        boolean isEnd() {
            return equals(END);
        }

        boolean isMessage() {
            return List.of("posted", "edited", "deleted").contains(event);
        }
    }
}
