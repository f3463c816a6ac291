package telegramgateway.service.settings;

import java.util.List;
import org.junit.jupiter.api.Test;
import telegramgateway.service.settings.check.ConfigurationPage;
import telegramgateway.service.store.DatabaseSettings;
import telegramgateway.service.store.RabbitSettings;
import telegramgateway.service.store.RedisSettings;

class ConfigurationPageTest {

    @Test
    void thePageListsWhatEveryServiceReads() {
        ConfigurationPage.ofSourceTree()
                .assertLists(
                        "service-shell",
                        List.of(LogSettings.class, DatabaseSettings.class, RedisSettings.class, RabbitSettings.class));
    }
}
