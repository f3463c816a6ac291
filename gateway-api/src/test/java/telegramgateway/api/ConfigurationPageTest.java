package telegramgateway.api;

import java.util.List;
import org.junit.jupiter.api.Test;
import telegramgateway.api.clients.AccessSettings;
import telegramgateway.service.settings.check.ConfigurationPage;

class ConfigurationPageTest {

    @Test
    void thePageListsTheSettings() {
        ConfigurationPage.ofSourceTree()
                .assertLists(
                        "gateway-api",
                        List.of(ApiSettings.class, AccessSettings.class, StreamSettings.class, MediaSettings.class));
    }
}
