package telegramgateway.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import telegramgateway.api.http.Role;

/**
 * Who may call what: the one table. What does not stand in it is answered as if it did not exist, whatever controllers
 * there are. Patterns are matched as Spring MVC matches them.
 */
final class EndpointRights {
    private static final PathPatternParser PATTERNS = PathPatternParser.defaultInstance;
    private static final Comparator<Endpoint> MOST_SPECIFIC_FIRST = Comparator.comparing(Endpoint::pattern);

    /** In alphabetical order of paths. {@code write} is noted in the audit log. */
    private static final List<Right> TABLE = List.of(
            write("POST", "/api/v1/auth/token", Role.READER),
            open("POST", "/api/v1/auth/token/refresh"), // The body is the credential.
            read("GET", "/api/v1/channels", Role.READER),
            read("GET", "/api/v1/channels/{chatId}", Role.READER),
            read("GET", "/api/v1/clients", Role.ADMIN),
            write("POST", "/api/v1/clients", Role.ADMIN),
            read("GET", "/api/v1/clients/{name}", Role.ADMIN),
            write("DELETE", "/api/v1/clients/{name}", Role.ADMIN),
            write("POST", "/api/v1/clients/{name}/rotate", Role.ADMIN),
            read("GET", "/api/v1/consumers", Role.READER),
            read("GET", "/api/v1/consumers/{name}", Role.READER),
            write("DELETE", "/api/v1/consumers/{name}", Role.READER),
            read("POST", "/api/v1/consumers/{name}/acknowledgements", Role.READER),
            write("PUT", "/api/v1/consumers/{name}/chats/{chatId}", Role.READER),
            read("GET", "/api/v1/consumers/{name}/messages/{chatId}", Role.READER),
            read("GET", "/api/v1/messages/history/{chatId}", Role.READER),
            read("GET", "/api/v1/messages/poll", Role.READER),
            read("POST", "/api/v1/messages/poll", Role.READER),
            read("GET", "/api/v1/messages/poll/{chatId}", Role.READER),
            read("GET", "/api/v1/messages/{chatId}/{messageId}", Role.READER),
            read("GET", "/api/v1/messages/{chatId}/{messageId}/media", Role.READER),
            read("GET", "/api/v1/messages/{chatId}/{messageId}/media/{sha256}", Role.READER),
            read("GET", "/api/v1/messages/{chatId}/{messageId}/revisions", Role.READER),
            open("GET", "/api/v1/openapi.json"),
            read("GET", "/api/v1/realtime/messages", Role.READER),
            read("GET", "/api/v1/realtime/messages/{sessionId}", Role.READER),
            read("GET", "/api/v1/realtime/status/{sessionId}", Role.READER),
            read("GET", "/api/v1/system/health", Role.READER),
            open("GET", "/health"),
            open("GET", "/metrics"));

    private static final String FOUND = EndpointRights.class.getName();

    private final List<Endpoint> endpoints;

    private EndpointRights(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    static EndpointRights table() {
        Map<String, Map<String, Right>> byPattern = new LinkedHashMap<>();
        TABLE.forEach(right -> byPattern
                .computeIfAbsent(right.pattern(), _ -> new LinkedHashMap<>())
                .put(right.method(), right));
        return new EndpointRights(byPattern.entrySet().stream()
                .map(entry -> new Endpoint(PATTERNS.parse(entry.getKey()), Map.copyOf(entry.getValue())))
                .sorted(MOST_SPECIFIC_FIRST)
                .toList());
    }

    /** All rows. */
    static List<Right> rows() {
        return TABLE;
    }

    /** Whether anybody may send a request. */
    boolean isOpen(HttpServletRequest request) {
        return find(request).filter(found -> found.isOpen(request.getMethod())).isPresent();
    }

    /** The endpoint that a request's path leads to; empty when there is none. */
    Optional<Found> find(HttpServletRequest request) {
        if (request.getAttribute(FOUND) instanceof Found known) {
            return Optional.of(known);
        }
        Optional<Found> found = find(request.getRequestURI());
        found.ifPresent(it -> request.setAttribute(FOUND, it));
        return found;
    }

    private Optional<Found> find(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        for (Endpoint endpoint : endpoints) {
            PathPattern.PathMatchInfo match = endpoint.pattern().matchAndExtract(parsed);
            if (match != null) {
                return Optional.of(new Found(endpoint, match.getUriVariables()));
            }
        }
        return Optional.empty();
    }

    private static Right open(String method, String pattern) {
        return new Right(method, pattern, null, false);
    }

    private static Right read(String method, String pattern, Role least) {
        return new Right(method, pattern, least, false);
    }

    private static Right write(String method, String pattern, Role least) {
        return new Right(method, pattern, least, true);
    }

    /**
     * One row.
     *
     * @param least the lowest role that may; null when nobody need say who he is
     * @param audited whether a call changes anything, and is noted
     */
    record Right(String method, String pattern, @Nullable Role least, boolean audited) {
        boolean open() {
            return least == null;
        }

        boolean allows(Role role) {
            return least == null || role.includes(least);
        }

        String leastText() {
            return least == null ? "none" : least.text();
        }
    }

    private record Endpoint(PathPattern pattern, Map<String, Right> byMethod) {}

    /** An endpoint with the values of its path's variables. */
    record Found(Endpoint endpoint, Map<String, String> variables) {

        /** The row for a method; HEAD is asked as GET is. Null when the endpoint does not know the method. */
        @Nullable
        Right right(String method) {
            return endpoint.byMethod().get(method.equals("HEAD") ? "GET" : method);
        }

        /** What the endpoint knows, for the header {@code Allow}. */
        Set<String> methods() {
            Set<String> methods = new TreeSet<>(endpoint.byMethod().keySet());
            methods.add("OPTIONS");
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            return methods;
        }

        boolean isOpen(String method) {
            if (method.equals("OPTIONS")) {
                return endpoint.byMethod().values().stream().anyMatch(Right::open);
            }
            Right right = right(method);
            return right != null && right.open();
        }
    }
}
