package telegramgateway.mtproto.session;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The proxy through which Telegram is reached: {@code mtproto://SECRET@HOST:PORT} or
 * {@code socks5://[USER:PASSWORD@]HOST:PORT}.
 */
public final class TelegramProxy {
    private final String host;
    private final int port;
    private final ObjectNode type;

    private TelegramProxy(String host, int port, ObjectNode type) {
        this.host = host;
        this.port = port;
        this.type = type;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it, as it may hold a password
     */
    public static TelegramProxy of(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        if (uri.getHost() == null || uri.getPort() < 1 || uri.getScheme() == null) {
            throw wrong();
        }
        ObjectNode type = JsonNodeFactory.instance.objectNode();
        String user = uri.getUserInfo();
        switch (uri.getScheme()) {
            case "mtproto" -> {
                if (user == null) {
                    throw wrong();
                }
                type.put("@type", "proxyTypeMtproto").put("secret", user);
            }
            case "socks5" ->
                type.put("@type", "proxyTypeSocks5")
                        .put("username", part(user, 0))
                        .put("password", part(user, 1));
            default -> throw wrong();
        }
        return new TelegramProxy(uri.getHost(), uri.getPort(), type);
    }

    private static String part(@Nullable String user, int index) {
        String[] parts = user == null ? new String[0] : user.split(":", 2);
        return index < parts.length ? parts[index] : "";
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "TELEGRAM_PROXY is neither mtproto://SECRET@HOST:PORT nor socks5://USER:PASSWORD@HOST:PORT");
    }

    /** TDLib's {@code addProxy}. */
    ObjectNode request() {
        ObjectNode proxy = JsonNodeFactory.instance.objectNode();
        proxy.put("@type", "proxy").put("server", host).put("port", port).set("type", type.deepCopy());
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("@type", "addProxy").put("enable", true).set("proxy", proxy);
        return request;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
