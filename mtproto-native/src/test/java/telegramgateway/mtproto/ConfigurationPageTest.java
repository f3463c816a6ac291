package telegramgateway.mtproto;

import java.util.List;
import org.junit.jupiter.api.Test;
import telegramgateway.service.settings.check.ConfigurationPage;

class ConfigurationPageTest {

    @Test
    void thePageListsTheSettings() {
        ConfigurationPage.ofSourceTree()
                .assertLists("mtproto-native", List.of(GatewaySettings.class, BusSettings.class));
    }
}
