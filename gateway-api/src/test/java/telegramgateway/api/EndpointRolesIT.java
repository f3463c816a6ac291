package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import telegramgateway.api.http.Role;

/**
 * Every endpoint of the code, asked by everybody: with no credential, a wrong one, each role, a revoked and an expired
 * key, and one for another channel. What each must be answered follows from three sentences that stand here a second
 * time, so that a slip in the table of rights is seen.
 */
class EndpointRolesIT {
    private static final long CHANNEL = -1008000000001L;
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final RunningApi API = RunningApi.shared();

    /** Anybody may ask these. */
    private static final Set<String> OPEN =
            Set.of("GET /health", "GET /metrics", "GET /api/v1/openapi.json", "POST /api/v1/auth/token/refresh");

    /** Only these decide who may do what, or show how the service is set. */
    private static final List<String> ADMIN = List.of("/api/v1/clients", "/api/v1/system/config");

    /** These change nothing but what is the caller's own. */
    private static final List<String> READING_POSTS =
            List.of("/api/v1/auth/token", "/api/v1/messages/poll", "/api/v1/consumers", "/api/messages/mark-processed");

    private static final Map<Role, String> KEYS = new EnumMap<>(Role.class);
    private static String revoked;
    private static String expired;
    private static String ofOtherChannel;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void makeClients() {
        API.feeder().store(API.feeder().posted(CHANNEL, 1));
        for (Role role : Role.values()) {
            KEYS.put(role, create(role, "").key());
        }
        ofOtherChannel = create(Role.ADMIN, ",\"channels\":[-1008999999999]").key();
        Made ended = create(Role.ADMIN, "");
        revoked = ended.key();
        API.client().change("delete", "/api/v1/clients/" + ended.name(), "");
        Made changed = create(Role.ADMIN, "");
        expired = changed.key();
        API.client().post("/api/v1/clients/" + changed.name() + "/rotate", "{\"overlapHours\":0}");
    }

    @Test
    void nobodyMayMoreThanHeShould() throws IOException, InterruptedException {
        List<String> holes = new ArrayList<>();
        SortedSet<String> endpoints = endpoints();
        for (String endpoint : endpoints) {
            if (OPEN.contains(endpoint)) {
                expect(holes, endpoint, "no credential", "", 200, 400, 401);
                continue;
            }
            expect(holes, endpoint, "no credential", "", 401);
            expect(holes, endpoint, "a wrong key", "tgw_aaaaaaaaaa_" + "A".repeat(43), 401);
            expect(holes, endpoint, "a revoked key", revoked, 401);
            expect(holes, endpoint, "an expired key", expired, 401);
            for (Role role : Role.values()) {
                if (role.includes(least(endpoint))) {
                    // DELETE and POST go to things that are not there.
                    expectNot(holes, endpoint, role.text(), key(role), 401, 403, 405);
                } else {
                    expect(holes, endpoint, role.text(), key(role), 403);
                }
            }
            if (endpoint.contains("{chatId}")) {
                expect(holes, endpoint, "a key for another channel", ofOtherChannel, 404);
            }
        }
        assertThat(holes).isEmpty();
        assertThat(endpoints).hasSizeGreaterThan(10);
    }

    @Test
    void noMethodIsForgotten() throws IOException, InterruptedException {
        List<String> holes = new ArrayList<>();
        SortedSet<String> endpoints = endpoints();
        Set<String> paths = new TreeSet<>();
        endpoints.forEach(endpoint -> paths.add(endpoint.substring(endpoint.indexOf(' ') + 1)));
        for (String path : paths) {
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")) {
                if (!endpoints.contains(method + " " + path)) {
                    expect(holes, method + " " + path, "no credential", "", 401, 405);
                    expect(holes, method + " " + path, "admin", key(Role.ADMIN), 405);
                }
            }
        }
        assertThat(holes).isEmpty();
    }

    private static Role least(String endpoint) {
        String path = endpoint.substring(endpoint.indexOf(' ') + 1);
        if (ADMIN.stream().anyMatch(path::startsWith)) {
            return Role.ADMIN;
        }
        return endpoint.startsWith("GET ") || READING_POSTS.stream().anyMatch(path::startsWith)
                ? Role.READER
                : Role.OPERATOR;
    }

    private static SortedSet<String> endpoints() {
        SortedSet<String> all = new TreeSet<>(List.of("GET /metrics"));
        API.service()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> info.getPatternValues().forEach(path -> all.add(method + " " + path))));
        return all;
    }

    private void expect(List<String> holes, String endpoint, String who, String key, Integer... allowed)
            throws IOException, InterruptedException {
        int status = status(endpoint, key);
        if (!Set.of(allowed).contains(status)) {
            holes.add(endpoint + " with " + who + ": " + status + ", not " + List.of(allowed));
        }
    }

    private void expectNot(List<String> holes, String endpoint, String who, String key, Integer... forbidden)
            throws IOException, InterruptedException {
        int status = status(endpoint, key);
        if (Set.of(forbidden).contains(status) || status == 500) {
            holes.add(endpoint + " with " + who + ": " + status);
        }
    }

    /** Of an answer that does not end only the beginning is waited for. */
    private int status(String endpoint, String key) throws IOException, InterruptedException {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        String path = endpoint.substring(endpoint.indexOf(' ') + 1)
                .replace("{chatId}", String.valueOf(CHANNEL))
                .replace("{messageId}", "1")
                .replaceAll("\\{[^}]*}", "none");
        HttpRequest.Builder request = HttpRequest.newBuilder(API.client().uri(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (!key.isEmpty()) {
            request.header("X-API-Key", key);
        }
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status >= 400) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .as(endpoint)
                        .contains("\"success\":false");
            }
            return status;
        }
    }

    private static Made create(Role role, String more) {
        String name = "matrix-" + UUID.randomUUID();
        ApiClient.Answer made = API.client()
                .post("/api/v1/clients", "{\"name\":\"" + name + "\",\"role\":\"" + role.text() + "\"" + more + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return new Made(name, made.json().at("/data/key").asString());
    }

    private static String key(Role role) {
        return Objects.requireNonNull(KEYS.get(role));
    }

    private record Made(String name, String key) {}
}
