package telegramgateway.service.store;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.MessageFeed;

/** The stores as beans. A service imports it and lists {@link DatabaseSettings} and {@link RedisSettings}. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {
    private static final int NEVER_WAIT_FOR_DATABASE = -1;

    @Bean
    HikariDataSource dataSource(DatabaseSettings settings, MeterRegistry metrics) {
        HikariDataSource pool = new HikariDataSource();
        connect(pool, settings, settings.statementTimeout());
        pool.setMaximumPoolSize(settings.poolSize());
        pool.setMetricRegistry(metrics);
        return pool;
    }

    static void connect(HikariDataSource pool, DatabaseSettings settings, Duration answerLimit) {
        pool.setPoolName("database");
        pool.setJdbcUrl(settings.jdbcUrl());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password().reveal());
        pool.setConnectionTimeout(settings.connectTimeout().toMillis());
        pool.setInitializationFailTimeout(NEVER_WAIT_FOR_DATABASE);
        pool.setDataSourceProperties(driverProperties(settings, answerLimit));
    }

    /** As text: HikariCP passes other values on, and the driver then ignores them without a word. */
    private static Properties driverProperties(DatabaseSettings settings, Duration answerLimit) {
        Properties properties = new Properties();
        // A server-side statement lives in one connection; behind PgBouncer the next one is another.
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty(
                "connectTimeout",
                Long.toString(Math.max(1, settings.connectTimeout().toSeconds())));
        properties.setProperty("socketTimeout", Long.toString(answerLimit.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    @Bean
    MessageDatabase messageDatabase(HikariDataSource dataSource) {
        return new MessageDatabase(dataSource);
    }

    @Bean
    MessageCache messageCache(RedisSettings settings, InstantSource clock) {
        return MessageCache.connect(settings.options(), clock);
    }

    @Bean
    MessageFeed messageFeed(MessageCache cache, MessageDatabase database, InstantSource clock, MeterRegistry metrics) {
        return new MessageFeed(cache, database, clock, metrics);
    }

    @Bean
    StoreHealth storeHealth(MessageCache cache, MessageDatabase database, MeterRegistry metrics) {
        return new StoreHealth(cache, database, metrics);
    }
}
