package telegramgateway.api.clients;

import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import telegramgateway.message.database.clients.ClientDatabase;

/** The clients in the database. */
@Configuration(proxyBeanMethods = false)
class ClientsConfiguration {

    @Bean
    ClientDatabase clientDatabase(HikariDataSource dataSource) {
        return new ClientDatabase(dataSource);
    }

    @Bean
    Clients clients(ClientDatabase database, AccessSettings settings, InstantSource clock) {
        return new Clients(database, new SecureRandom(), clock, settings.tokenSecret());
    }
}
