package telegramgateway.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers about files as mtproto-native does: see its FileController. */
final class FileKeeper implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Map<String, String> messages = new ConcurrentHashMap<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    volatile int refuseWith;
    private final HttpServer server;

    FileKeeper() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Gateway-Token")));
        String path = exchange.getRequestURI().getPath();
        String list = messages.get(path);
        byte[] file = files.get(path.substring(path.lastIndexOf('/') + 1));
        if (refuseWith != 0) {
            send(exchange, refuseWith, new byte[0]);
        } else if (list != null) {
            send(exchange, 200, list.getBytes(StandardCharsets.UTF_8));
        } else if (path.startsWith("/files/") && file != null) {
            sendFile(exchange, path, file);
        } else {
            send(exchange, 404, new byte[0]);
        }
    }

    private static void sendFile(HttpExchange exchange, String path, byte[] file) throws IOException {
        String tag = "\"" + path.substring("/files/".length()) + "\"";
        exchange.getResponseHeaders().set("ETag", tag);
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher asked = RANGE.matcher(range == null ? "" : range);
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            send(exchange, 304, new byte[0]);
        } else if (asked.matches() && Integer.parseInt(asked.group(1)) >= file.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
            send(exchange, 416, new byte[0]);
        } else if (asked.matches()) {
            int from = Integer.parseInt(asked.group(1));
            int to = Math.min(Integer.parseInt(asked.group(2)), file.length - 1);
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + file.length);
            send(exchange, 206, Arrays.copyOfRange(file, from, to + 1));
        } else {
            send(exchange, 200, file);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
