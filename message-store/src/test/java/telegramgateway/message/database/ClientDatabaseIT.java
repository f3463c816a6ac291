package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import telegramgateway.message.database.clients.ApiClient;
import telegramgateway.message.database.clients.ApiKey;
import telegramgateway.message.database.clients.ClientDatabase;

class ClientDatabaseIT {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final ClientDatabase clients = new ClientDatabase(DATABASE.dataSource());

    @Test
    void aClientIsFoundByTheKeyThatItHas() {
        ApiClient made = client("found", key("tgw_found", null));
        assertThat(clients.add(made)).isTrue();
        assertThat(clients.byPrefixes(List.of("tgw_found", "tgw_none")))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("found");
                    assertThat(found.channels()).containsExactlyInAnyOrder(-5L, -6L);
                    assertThat(found.keys().getFirst().sha256()).isEqualTo(new byte[32]);
                });
    }

    @Test
    void aNameIsNeverGivenTwice() {
        assertThat(clients.add(client("twice", key("tgw_twice1", null)))).isTrue();
        assertThat(clients.add(client("twice", key("tgw_twice2", null)))).isFalse();
        assertThat(clients.revoke("twice", NOW)).isTrue();
        assertThat(clients.add(client("twice", key("tgw_twice3", null)))).isFalse();
        assertThat(clients.revoke("twice", NOW)).isFalse();
        assertThat(clients.addKey("twice", key("tgw_twice4", null), NOW)).isFalse();
    }

    @Test
    void aNewKeyLetsTheOthersEndAndProlongsNone() {
        Instant soon = NOW.plus(Duration.ofHours(1));
        clients.add(client("rotated", key("tgw_rotated1", null)));
        clients.addKey("rotated", key("tgw_rotated2", null), soon);
        clients.addKey("rotated", key("tgw_rotated3", null), soon.plus(Duration.ofDays(1)));
        assertThat(clients.client("rotated").orElseThrow().keys())
                .extracting(ApiKey::prefix, ApiKey::expiresAt)
                .containsExactlyInAnyOrder(
                        tuple("tgw_rotated1", soon),
                        tuple("tgw_rotated2", soon.plus(Duration.ofDays(1))),
                        tuple("tgw_rotated3", null));
    }

    @Test
    void theLastUseNeverFalls() {
        clients.add(client("used", key("tgw_used", null)));
        clients.used(Map.of("tgw_used", NOW));
        clients.used(Map.of("tgw_used", NOW.minusSeconds(60), "tgw_none", NOW));
        assertThat(clients.client("used").orElseThrow().keys().getFirst().lastUsedAt())
                .isEqualTo(NOW);
    }

    @Test
    void impossibleClientsAreRefused() {
        ApiClient nobody = new ApiClient("nobody", "root", null, false, NOW, null, List.of());
        assertThatThrownBy(() -> clients.add(nobody)).isInstanceOf(DataRefusedException.class);
    }

    private static ApiClient client(String name, ApiKey key) {
        return new ApiClient(name, "reader", Set.of(-5L, -6L), false, NOW, null, List.of(key));
    }

    private static ApiKey key(String prefix, @Nullable Instant expiresAt) {
        return new ApiKey(prefix, new byte[32], NOW, expiresAt, null);
    }
}
