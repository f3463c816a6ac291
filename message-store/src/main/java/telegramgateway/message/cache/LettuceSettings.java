package telegramgateway.message.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.StaticCredentialsProvider;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Our options in Lettuce's words. */
final class LettuceSettings {
    /** How long closing a client may take. */
    static final Duration CLOSING = Duration.ofSeconds(2);

    private static final String CLIENT_NAME = "telegram-gateway";

    private LettuceSettings() {}

    static RedisURI server(RedisAddress.Host host, CacheOptions options) {
        RedisURI uri =
                uri(host, options, options.access().username(), options.access().password());
        uri.setClientName(CLIENT_NAME);
        return uri;
    }

    static RedisURI sentinel(RedisAddress.Host host, CacheOptions options) {
        return uri(host, options, null, options.access().sentinelPassword());
    }

    private static RedisURI uri(
            RedisAddress.Host host, CacheOptions options, @Nullable String username, @Nullable String password) {
        RedisURI uri = RedisURI.create(host.name(), host.port());
        uri.setTimeout(options.timeout());
        uri.setSsl(options.address().tls());
        if (password != null) {
            uri.setCredentialsProvider(new StaticCredentialsProvider(username, password.toCharArray()));
        }
        return uri;
    }

    static <B extends ClientOptions.Builder> B common(B builder, CacheOptions options) {
        builder.autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(options.timeout())
                        .keepAlive(true)
                        .build());
        Path caFile = options.access().caFile();
        if (caFile != null) {
            builder.sslOptions(SslOptions.builder()
                    .jdkSslProvider()
                    .trustManager(caFile.toFile())
                    .build());
        }
        return builder;
    }
}
