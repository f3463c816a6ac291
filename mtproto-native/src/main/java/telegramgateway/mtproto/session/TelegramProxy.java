package telegramgateway.mtproto.session;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The proxy through which Telegram is reached, as Telegram's own links name it:
 * {@code tg://proxy?server=…&port=…&secret=…} for an MTProto proxy, {@code tg://socks?server=…&port=…[&user=…&pass=…]}
 * for SOCKS5, or the same below {@code https://t.me/} (core.telegram.org/api/links).
 */
public final class TelegramProxy {
    private static final int PORT_MAX = 65_535;

    private final String server;
    private final int port;
    private final ObjectNode type;

    private TelegramProxy(String server, int port, ObjectNode type) {
        this.server = server;
        this.port = port;
        this.type = type;
    }

    /**
     * Reads a link.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it, as it may hold a password
     */
    public static TelegramProxy of(String link) {
        try {
            URI uri = URI.create(link);
            Map<String, String> values = values(uri.getRawQuery());
            int port = Integer.parseInt(values.getOrDefault("port", ""));
            String server = values.getOrDefault("server", "");
            if (!server.isEmpty() && port > 0 && port <= PORT_MAX) {
                return new TelegramProxy(server, port, type(kind(uri), values));
            }
        } catch (IllegalArgumentException _) {
            // Told below, without what was given.
        }
        throw new IllegalArgumentException(
                "TELEGRAM_PROXY is neither tg://proxy?server=HOST&port=PORT&secret=SECRET nor"
                        + " tg://socks?server=HOST&port=PORT&user=USER&pass=PASSWORD");
    }

    private static String kind(URI uri) {
        boolean web = "https".equals(uri.getScheme()) && "t.me".equals(uri.getHost());
        return web ? uri.getPath().replace("/", "") : "tg".equals(uri.getScheme()) ? String.valueOf(uri.getHost()) : "";
    }

    private static ObjectNode type(String kind, Map<String, String> values) {
        ObjectNode type = JsonNodeFactory.instance.objectNode();
        return switch (kind) {
            case "proxy" -> type.put("@type", "proxyTypeMtproto").put("secret", values.getOrDefault("secret", ""));
            case "socks" ->
                type.put("@type", "proxyTypeSocks5")
                        .put("username", values.getOrDefault("user", ""))
                        .put("password", values.getOrDefault("pass", ""));
            default -> throw new IllegalArgumentException("unknown kind");
        };
    }

    private static Map<String, String> values(@Nullable String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : (query == null ? "" : query).split("&")) {
            String[] parts = pair.split("=", 2);
            values.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return values;
    }

    /** TDLib's {@code addProxy}. */
    ObjectNode request() {
        ObjectNode proxy = JsonNodeFactory.instance.objectNode();
        proxy.put("@type", "proxy").put("server", server).put("port", port).set("type", type.deepCopy());
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("@type", "addProxy").put("enable", true).set("proxy", proxy);
        return request;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return server + ":" + port;
    }
}
