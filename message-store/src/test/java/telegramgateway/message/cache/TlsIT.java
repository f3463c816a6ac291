package telegramgateway.message.cache;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalCertificate;
import telegramgateway.local.LocalRedis;
import telegramgateway.local.LoopbackPort;
import telegramgateway.message.feed.StoreUnavailableException;

/** A Redis that speaks TLS and asks for a password, with a certificate that only its own authority vouches for. */
class TlsIT {
    private static final LocalCertificate OURS = LocalCertificate.create();
    private static final LocalCertificate ANOTHER = LocalCertificate.create();

    private final int tlsPort = LoopbackPort.claim();
    private final LocalRedis server = LocalRedis.start(Map.of(
            "tls-port", Integer.toString(tlsPort),
            "tls-cert-file", OURS.certificate().toString(),
            "tls-key-file", OURS.key().toString(),
            "tls-auth-clients", "no",
            "requirepass", "sesame"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theFeedIsServedToWhoTrustsTheServer() {
        try (MessageCache cache = cache("rediss", tlsPort, OURS)) {
            cache.write(List.of(TestMessages.event(-1001, 7, 100, 0)), Map.of());
            cache.assertHeads(Map.of(-1001L, 100L), Map.of());

            assertThat(cache.head(-1001)).isEqualTo(OptionalLong.of(100));
        }
    }

    @Test
    void anotherAuthorityIsRefusedWithTheSettingToLookAt() {
        try (MessageCache cache = cache("rediss", tlsPort, ANOTHER)) {
            assertThatThrownBy(cache::ping)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("no trusted TLS connection")
                    .hasMessageContaining("REDIS_CA_FILE");
        }
    }

    @Test
    void whomJavaTrustsDoesNotVouchForIt() {
        try (MessageCache cache = cache("rediss", tlsPort, null)) {
            assertThatThrownBy(cache::ping).hasMessageContaining("REDIS_CA_FILE");
        }
    }

    private static MessageCache cache(String scheme, int port, @Nullable LocalCertificate trusted) {
        RedisAccess access = new RedisAccess(null, "sesame", null, trusted == null ? null : trusted.certificate());
        return MessageCache.connect(
                CacheOptions.of(RedisAddress.parse(scheme + "://127.0.0.1:" + port), access)
                        .withTimeout(ofSeconds(3)),
                InstantSource.system());
    }
}
