package telegramgateway.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gateway's control token, as the environment of a command names it. */
final class ControlToken {
    private ControlToken() {}

    /** @throws IllegalArgumentException with a sentence when there is none */
    static String of(Map<String, String> environment) {
        String token = environment.get("GATEWAY_CONTROL_TOKEN");
        String file = environment.get("GATEWAY_CONTROL_TOKEN_FILE");
        if (token != null && !token.isBlank()) {
            return token;
        }
        return file == null ? missing(null) : read(Path.of(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return missing(e);
        }
    }

    private static String missing(@Nullable IOException cause) {
        throw new IllegalArgumentException(
                "Set GATEWAY_CONTROL_TOKEN, or GATEWAY_CONTROL_TOKEN_FILE to a readable file, to the gateway's token.",
                cause);
    }
}
