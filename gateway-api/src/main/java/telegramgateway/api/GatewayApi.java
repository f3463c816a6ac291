package telegramgateway.api;

import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;
import telegramgateway.service.ServiceShell;
import telegramgateway.service.store.DatabaseSettings;
import telegramgateway.service.store.RedisSettings;
import telegramgateway.service.store.StoreConfiguration;

/** The service's start. Without the user that Spring Security makes up: callers are told by their keys. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@Import(StoreConfiguration.class)
public class GatewayApi {
    /** The settings records of this service. */
    public static final List<Class<? extends Record>> SETTINGS =
            List.of(ApiSettings.class, AccessSettings.class, DatabaseSettings.class, RedisSettings.class);

    public static void main(String[] arguments) {
        ServiceShell.run(GatewayApi.class, arguments, SETTINGS);
    }
}
