package telegramgateway.api;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import telegramgateway.message.database.consumers.ConsumerCursors;
import telegramgateway.message.database.history.MessageHistory;

/** What this service alone asks of the database. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    MessageHistory messageHistory(HikariDataSource dataSource) {
        return new MessageHistory(dataSource);
    }

    @Bean
    ConsumerCursors consumerCursors(HikariDataSource dataSource) {
        return new ConsumerCursors(dataSource);
    }
}
