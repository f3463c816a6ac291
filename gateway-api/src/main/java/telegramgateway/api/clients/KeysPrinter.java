package telegramgateway.api.clients;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.database.clients.ApiClient;
import tools.jackson.databind.json.JsonMapper;

/** What {@code bin/api-keys} says, for people or for programs. */
final class KeysPrinter {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PrintStream out;
    private final boolean json;

    KeysPrinter(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void list(List<ApiClient> clients) {
        if (json) {
            out.println(MAPPER.writeValueAsString(
                    Map.of("clients", clients.stream().map(ShownClient::of).toList())));
            return;
        }
        if (clients.isEmpty()) {
            out.println("No clients yet: bin/api-keys create NAME --role reader");
            return;
        }
        String row = "%-24s %-9s %-16s %-16s %-21s %s%n";
        out.printf(row, "CLIENT", "ROLE", "CHANNELS", "KEY", "LAST USED", "STATE");
        for (ApiClient client : clients) {
            client.keys()
                    .forEach(key -> out.printf(
                            row,
                            client.name(),
                            client.role(),
                            channels(client),
                            key.prefix(),
                            text(key.lastUsedAt(), "never"),
                            state(client, key.expiresAt())));
        }
    }

    void issued(Clients.Issued issued) {
        ShownClient client = ShownClient.of(issued.client());
        if (json) {
            out.println(MAPPER.writeValueAsString(issued.shown()));
            return;
        }
        out.println("Client " + client.name() + ", role " + client.role() + ", channels " + channels(issued.client()));
        out.println("Key    " + issued.key().reveal());
        if (issued.signing() != null) {
            out.println("Signing secret " + issued.signing().reveal());
        }
        out.println("It is shown this once. Clients send it in the header X-API-Key.");
    }

    void revoked(String name) {
        out.println(
                json
                        ? MAPPER.writeValueAsString(Map.of("revoked", name))
                        : "Client " + name + " may not call any more: at once, or "
                                + ClientDirectory.REFRESH.toSeconds() + " s later where the API knows it.");
    }

    private static String channels(ApiClient client) {
        return client.channels() == null
                ? "all"
                : client.channels().stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String state(ApiClient client, @Nullable Object expiresAt) {
        if (client.revokedAt() != null) {
            return "revoked " + client.revokedAt();
        }
        return (expiresAt == null ? "for good" : "until " + expiresAt) + (client.signed() ? ", signed" : "");
    }

    private static String text(@Nullable Object value, String absent) {
        return value == null ? absent : value.toString();
    }
}
