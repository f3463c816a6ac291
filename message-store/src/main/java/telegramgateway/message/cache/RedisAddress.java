package telegramgateway.message.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is.
 *
 * @param kind how its servers stand together
 * @param tls whether all of them, Sentinels too, speak TLS
 * @param hosts at least one: the only server, Sentinels, or nodes of a cluster that know the others
 * @param master by which name Sentinel knows the master; null for another kind
 */
public record RedisAddress(
        Kind kind, boolean tls, List<Host> hosts, @Nullable String master) {

    /** How Redis's servers stand together. */
    public enum Kind {
        SINGLE(6379),
        SENTINEL(26379),
        CLUSTER(6379);

        private final int port;

        Kind(int port) {
            this.port = port;
        }
    }

    /** A server's name or address, without brackets, and its port. */
    public record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    private static final Pattern URL = Pattern.compile(
            "(?<scheme>rediss?(-sentinel|-cluster)?)://(?<hosts>[^/?#]*)(?<path>/?[^#]*)(#(?<master>.*))?");
    private static final Pattern HOST =
            Pattern.compile("(?<name>[^\\[\\]:\\s]+|\\[[^\\[\\]\\s]+])(:(?<port>\\d{1,5}))?");
    private static final int PORT_MAX = 65_535;

    public RedisAddress {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads {@code redis://HOST}, {@code redis-sentinel://HOST,HOST#MASTER} or {@code redis-cluster://HOST,HOST}, with
     * {@code rediss} in place of {@code redis} for TLS. A host may be followed by its port.
     *
     * @throws IllegalArgumentException with the end of a sentence that begins with the address's name; it holds no part
     *     of the address that may be secret
     */
    public static RedisAddress parse(String url) {
        if (url.contains("@")) {
            throw new IllegalArgumentException("holds a password: put it into REDIS_PASSWORD instead");
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "is no address such as redis://HOST:PORT, redis-sentinel://HOST,HOST,HOST#MASTER or redis-cluster://HOST,HOST,HOST");
        }
        if (!parts.group("path").isEmpty() && !parts.group("path").equals("/")) {
            throw new IllegalArgumentException(
                    "goes on behind the host: only database 0 is used, and nothing is set there");
        }
        String scheme = parts.group("scheme");
        Kind kind =
                scheme.endsWith("-sentinel") ? Kind.SENTINEL : scheme.endsWith("-cluster") ? Kind.CLUSTER : Kind.SINGLE;
        RedisAddress address = new RedisAddress(
                kind, scheme.startsWith("rediss"), hosts(parts.group("hosts"), kind.port), parts.group("master"));
        address.check();
        return address;
    }

    private static List<Host> hosts(String list, int defaultPort) {
        List<Host> hosts = new ArrayList<>();
        for (String text : list.split(",", -1)) {
            Matcher host = HOST.matcher(text.strip());
            if (!host.matches()) {
                throw new IllegalArgumentException("is no address: '" + text + "' is not HOST or HOST:PORT");
            }
            int port = host.group("port") == null ? defaultPort : Integer.parseInt(host.group("port"));
            if (port < 1 || port > PORT_MAX) {
                throw new IllegalArgumentException("names port " + port + ", not 1 to " + PORT_MAX);
            }
            hosts.add(new Host(host.group("name").replaceAll("[\\[\\]]", ""), port));
        }
        return hosts;
    }

    private void check() {
        if (kind == Kind.SINGLE && hosts.size() > 1) {
            throw new IllegalArgumentException("names several hosts: say redis-sentinel:// or redis-cluster://");
        }
        if (kind == Kind.SENTINEL && (master == null || master.isBlank())) {
            throw new IllegalArgumentException("names no master: add #NAME, as Sentinel knows it");
        }
        if (kind != Kind.SENTINEL && master != null) {
            throw new IllegalArgumentException("names a master, whom only redis-sentinel:// can ask for");
        }
    }
}
