package telegramgateway.tpcapital;

import java.util.List;
import org.junit.jupiter.api.Test;
import telegramgateway.service.settings.check.ConfigurationPage;
import telegramgateway.tpcapital.push.PushSettings;

class ConfigurationPageTest {

    @Test
    void thePageListsTheSettings() {
        ConfigurationPage.ofSourceTree()
                .assertLists(
                        "tp-capital-consumer",
                        List.of(ConsumerSettings.class, QueueSettings.class, PushSettings.class));
    }
}
