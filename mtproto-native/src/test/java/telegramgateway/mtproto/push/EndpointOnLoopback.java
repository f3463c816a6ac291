package telegramgateway.mtproto.push;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;

/**
 * A push endpoint that takes each event once in effect, as the contract wants it, and remembers what was wrong: an
 * event that came before an earlier one of its channel, or two of one channel at a time. A test may let it answer
 * otherwise.
 */
public final class EndpointOnLoopback implements AutoCloseable {
    public static final String TOKEN = "a-token-of-the-tests";

    /** The answer {@code 200 {"status":"ok"}}, with effect. */
    public static final Answered TAKES = new Answered(200, "{\"status\":\"ok\"}", Map.of());

    public final List<Message> taken = Collections.synchronizedList(new ArrayList<>());
    public final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    public final AtomicInteger requests = new AtomicInteger();
    public final AtomicInteger mostAtOnce = new AtomicInteger();

    /** What it answers to an event. */
    public volatile Function<Message, Answered> behaviour = _ -> TAKES;

    /** What happens while a request is being answered. */
    public volatile Runnable meanwhile = () -> {};

    private final Map<Long, Long> newest = new HashMap<>();
    private final Map<Long, Integer> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private HttpServer server;
    private int port;

    /** An answer as it is sent. */
    public record Answered(int status, String body, Map<String, String> headers) {
        public Answered(int status, String body) {
            this(status, body, Map.of());
        }
    }

    public EndpointOnLoopback() {
        server = open(0);
        port = server.getAddress().getPort();
    }

    private HttpServer open(int wanted) {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
            opened.createContext("/ingest", this::handle);
            opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port + "/ingest");
    }

    /** From now on connections are refused. */
    public void stop() {
        server.stop(0);
    }

    public void startAgain() {
        // The port is free once the last that used it has noticed that it is closed.
        server = await().ignoreExceptions().until(() -> open(port), opened -> true);
    }

    /** Positions that had effect, of one channel. */
    public List<Long> positions(long channelId) {
        return List.copyOf(taken).stream()
                .filter(message -> message.channelId() == channelId)
                .map(Message::position)
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            Message message = MessageJson.decode(exchange.getRequestBody().readAllBytes());
            if (underWay.merge(message.channelId(), 1, Integer::sum) > 1) {
                wrong.add("two at once of " + message.channelId());
            }
            meanwhile.run();
            if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Gateway-Token"))) {
                wrong.add("token");
            }
            Answered answer = behaviour.apply(message);
            if (answer.status() == 200) {
                take(message);
            }
            underWay.merge(message.channelId(), -1, Integer::sum);
            atOnce.decrementAndGet();
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private void take(Message message) {
        synchronized (newest) {
            boolean known = taken.stream()
                    .anyMatch(had -> had.channelId() == message.channelId() && had.position() == message.position());
            if (known) {
                return; // skipped
            }
            long before = newest.getOrDefault(message.channelId(), 0L);
            if (message.position() < before) {
                wrong.add(message.channelId() + ": " + message.position() + " came after " + before);
            }
            newest.put(message.channelId(), message.position());
            taken.add(message);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
