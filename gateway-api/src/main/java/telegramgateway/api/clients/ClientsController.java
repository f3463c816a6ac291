package telegramgateway.api.clients;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.JsonBody;
import telegramgateway.api.http.Parameters;
import telegramgateway.api.http.Role;
import telegramgateway.api.http.Times;

/** Who may call the API, for administrators. A key is shown once, in the answer to the request that made it. */
@RestController
class ClientsController {
    private static final int OVERLAP_HOURS_MAX = 24 * 90;

    private final Clients clients;

    ClientsController(Clients clients) {
        this.clients = clients;
    }

    @GetMapping("/api/v1/clients")
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        List<ShownClient> all = clients.all().stream().map(ShownClient::of).toList();
        return envelope.meta("count", all.size()).data(Map.of("clients", all));
    }

    @GetMapping("/api/v1/clients/{name}")
    ResponseEntity<byte[]> one(@PathVariable String name, HttpServletRequest request) {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        return envelope.data(
                Map.of("client", clients.named(name).map(ShownClient::of).orElseThrow(() -> unknown(name))));
    }

    @PostMapping("/api/v1/clients")
    ResponseEntity<byte[]> create(HttpServletRequest request) throws IOException {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        JsonBody body = JsonBody.of(request, List.of("name", "role", "channels", "expiresAt", "signed"));
        ClientSpec spec = checked(() -> new ClientSpec(
                required(body, "name"),
                role(required(body, "role")),
                body.has("channels") ? channels(body.texts("channels")) : null,
                time(body),
                body.truth("signed", false)));
        Clients.Issued issued = checked(() -> clients.create(spec))
                .orElseThrow(() -> ErrorCode.CLIENT_EXISTS.refuse(
                        "There is or was a client " + spec.name(),
                        "Rotate its key, or take another name: the audit log knows clients by their names."));
        ResponseEntity<byte[]> answer = issued(envelope, issued);
        return ResponseEntity.status(HttpStatus.CREATED)
                .headers(answer.getHeaders())
                .body(answer.getBody());
    }

    @PostMapping("/api/v1/clients/{name}/rotate")
    ResponseEntity<byte[]> rotate(@PathVariable String name, HttpServletRequest request) throws IOException {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        JsonBody body = JsonBody.of(request, List.of("overlapHours", "expiresAt"));
        int hours = body.number(
                "overlapHours", 0, OVERLAP_HOURS_MAX, (int) Clients.OVERLAP.toHours(), ErrorCode.INVALID_BODY);
        Instant expiresAt = time(body);
        return issued(
                envelope,
                checked(() -> clients.rotate(name, Duration.ofHours(hours), expiresAt))
                        .orElseThrow(() -> unknown(name)));
    }

    @DeleteMapping("/api/v1/clients/{name}")
    ResponseEntity<byte[]> revoke(@PathVariable String name, HttpServletRequest request) {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        if (!clients.revoke(name)) {
            throw unknown(name);
        }
        return envelope.data(
                Map.of("client", clients.named(name).map(ShownClient::of).orElseThrow(() -> unknown(name))));
    }

    private static ResponseEntity<byte[]> issued(Envelope envelope, Clients.Issued issued) {
        return envelope.data(issued.shown());
    }

    private static String required(JsonBody body, String name) {
        String text = body.text(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    private static Role role(String text) {
        for (Role role : Role.values()) {
            if (role.text().equals(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("role is none of reader, operator, admin");
    }

    private static Set<Long> channels(List<String> texts) {
        Set<Long> ids = new HashSet<>();
        texts.forEach(text -> ids.add(Ids.chat(text)));
        return ids;
    }

    private static @Nullable Instant time(JsonBody body) {
        String text = body.text("expiresAt");
        return text == null ? null : Times.of("expiresAt", text);
    }

    private static <T> T checked(Supplier<T> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException e) {
            throw ErrorCode.INVALID_BODY.refuse(
                    String.valueOf(e.getMessage()), "GET /api/v1/openapi.json describes the body.");
        }
    }

    private static RuntimeException unknown(String name) {
        return ErrorCode.UNKNOWN_CLIENT.refuse(
                "No client that may call has this name: " + name.substring(0, Math.min(name.length(), 64)),
                "GET /api/v1/clients lists all.");
    }
}
