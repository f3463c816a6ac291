package telegramgateway.simulator;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a client reaches the simulator: it loads the patched copy of its library and uses a proxy.
 *
 * @param secret the proxy's, 32 hex digits
 * @param useTestDc always true, so that a mistake leads to Telegram's test servers at worst
 * @param library the copy of libtdjson that knows the simulator's key
 */
public record ClientSettings(String host, int port, String secret, boolean useTestDc, Path library) {

    /** The proxy as a link, such as people hand on. */
    public String proxyLink() {
        return "tg://proxy?server=%s&port=%d&secret=%s".formatted(host, port, secret);
    }

    /** The same as settings of mtproto-native. */
    public Map<String, String> environment() {
        return Map.of(
                "TDLIB_LIBRARY_PATH", library.toString(),
                "TELEGRAM_PROXY", proxyLink(),
                "TELEGRAM_TEST_DC", String.valueOf(useTestDc));
    }
}
