package telegramgateway.mtproto;

import org.junit.jupiter.api.Test;
import telegramgateway.service.settings.check.ConfigurationPage;

class ConfigurationPageTest {

    @Test
    void thePageListsTheSettings() {
        ConfigurationPage.ofSourceTree()
                .assertLists(
                        "mtproto-native",
                        MtprotoNative.SETTINGS.stream()
                                .filter(type -> type.getPackageName().startsWith("telegramgateway.mtproto"))
                                .toList());
    }
}
