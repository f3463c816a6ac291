package telegramgateway.mtproto;

import java.util.List;
import org.junit.jupiter.api.Test;
import telegramgateway.mtproto.pool.PoolSettings;
import telegramgateway.mtproto.push.PushSettings;
import telegramgateway.service.settings.check.ConfigurationPage;

class ConfigurationPageTest {

    @Test
    void thePageListsTheSettings() {
        ConfigurationPage.ofSourceTree()
                .assertLists(
                        "mtproto-native",
                        List.of(GatewaySettings.class, PoolSettings.class, BusSettings.class, PushSettings.class));
    }
}
