package telegramgateway.api;

import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import telegramgateway.service.ServiceShell;
import telegramgateway.service.store.DatabaseSettings;
import telegramgateway.service.store.RedisSettings;
import telegramgateway.service.store.StoreConfiguration;
import telegramgateway.service.web.TokenFilter;

/** The service's start. */
@SpringBootApplication
@Import(StoreConfiguration.class)
public class GatewayApi {
    /** The settings records of this service. */
    public static final List<Class<? extends Record>> SETTINGS =
            List.of(ApiSettings.class, DatabaseSettings.class, RedisSettings.class);

    private static final Logger log = LoggerFactory.getLogger(GatewayApi.class);
    private static final Set<String> OPEN_PATHS = Set.of("/health", "/metrics", "/api/v1/openapi.json");

    public static void main(String[] arguments) {
        ServiceShell.run(GatewayApi.class, arguments, SETTINGS);
    }

    @Bean
    TokenFilter apiKey(ApiSettings settings) {
        log.info(
                "Clients need the API key with the fingerprint {}",
                settings.key().fingerprint());
        return new TokenFilter("X-API-Key", settings.key(), OPEN_PATHS);
    }
}
