package telegramgateway.api;

import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;
import telegramgateway.api.clients.AccessSettings;
import telegramgateway.api.clients.KeysCommand;
import telegramgateway.service.ServiceShell;
import telegramgateway.service.store.DatabaseSettings;
import telegramgateway.service.store.RedisSettings;
import telegramgateway.service.store.StoreConfiguration;

/** The service's start. Without the user that Spring Security makes up: callers are told by their keys. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@Import(StoreConfiguration.class)
public class GatewayApi {
    /** The settings records of this service. */
    public static final List<Class<? extends Record>> SETTINGS = List.of(
            ApiSettings.class,
            AccessSettings.class,
            StreamSettings.class,
            MediaSettings.class,
            DatabaseSettings.class,
            RedisSettings.class);

    @SuppressWarnings("SystemOut") // bin/api-keys talks with a person.
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(KeysCommand.NAME)) {
            System.exit(KeysCommand.run(
                    List.of(arguments).subList(1, arguments.length),
                    System.getenv(),
                    InstantSource.system(),
                    System.out,
                    System.err));
        }
        ServiceShell.run(GatewayApi.class, arguments, SETTINGS);
    }
}
