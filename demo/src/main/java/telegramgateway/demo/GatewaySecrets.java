package telegramgateway.demo;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords and keys that are made anew for every start, as an operator would. */
record GatewaySecrets(
        String owner, String nativeRole, String apiRole, String consumerRole, String controlToken, String apiKey) {

    private static final int BYTES = 24;

    static GatewaySecrets generate() {
        return new GatewaySecrets(secret(), secret(), secret(), secret(), secret(), secret());
    }

    private static String secret() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "GatewaySecrets[REDACTED]";
    }
}
