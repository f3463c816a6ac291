package telegramgateway.service;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.service.settings.HttpSettings;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;
import telegramgateway.service.web.Health;
import telegramgateway.service.web.HealthSource;
import telegramgateway.service.web.TokenFilter;

/** The smallest service in the shell: what the tests start. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class SmallService {
    static final List<Class<? extends Record>> SETTINGS = List.of(SmallSettings.class);

    record SmallSettings(
            @Setting(name = "GATEWAY_PORT", fallback = "0", help = "Port.")
            int port,

            @Setting(name = "GATEWAY_CONTROL_TOKEN", help = "Token.", hint = "Make one with bin/token.")
            Secret token,

            @Setting(name = "GATEWAY_STATUS", fallback = "healthy", help = "What /health says.")
            Health.Status status)
            implements HttpSettings {

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public String portVariable() {
            return "GATEWAY_PORT";
        }
    }

    public static void main(String[] arguments) {
        ServiceShell.run(SmallService.class, arguments, SETTINGS);
    }

    @Bean
    HealthSource healthSource(SmallSettings settings) {
        return () -> new Health(settings.status(), Map.of("telegram", "connected"));
    }

    @Bean
    TokenFilter tokenFilter(SmallSettings settings) {
        return new TokenFilter("X-Gateway-Token", settings.token(), Set.of("/health", "/metrics"));
    }

    @RestController
    static class Trouble {
        @GetMapping("/trouble/{kind}")
        String trouble(@PathVariable String kind) {
            if (kind.equals("store")) {
                throw new StoreUnavailableException("database: no connection within 2s", new RuntimeException());
            }
            if (kind.equals("bug")) {
                throw new IllegalStateException("jdbc:postgresql://secret-host");
            }
            return URLDecoder.decode(kind, StandardCharsets.UTF_8);
        }

        @GetMapping("/number/{number}")
        long number(@PathVariable long number) {
            return number;
        }
    }
}
