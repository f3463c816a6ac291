package telegramgateway.demo;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Passwords and keys, made as an operator would.
 *
 * @param servers of PostgreSQL's superuser and of RabbitMQ's user
 */
record GatewaySecrets(
        String owner,
        String nativeRole,
        String apiRole,
        String consumerRole,
        String controlToken,
        String apiKey,
        String servers) {

    private static final int BYTES = 24;
    private static final List<String> NAMES =
            List.of("owner", "native-role", "api-role", "consumer-role", "control-token", "api-key", "servers");

    /** Those of an earlier start, from a file that only its owner can read; the first start makes them. */
    static GatewaySecrets kept(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader content = Files.newBufferedReader(file)) {
                properties.load(content);
            }
        } else {
            for (String name : NAMES) {
                properties.setProperty(name, secret());
            }
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    NAMES.stream()
                            .map(name -> name + "=" + properties.getProperty(name) + "\n")
                            .collect(Collectors.joining()));
        }
        return new GatewaySecrets(
                value(properties, NAMES.get(0), file),
                value(properties, NAMES.get(1), file),
                value(properties, NAMES.get(2), file),
                value(properties, NAMES.get(3), file),
                value(properties, NAMES.get(4), file),
                value(properties, NAMES.get(5), file),
                value(properties, NAMES.get(6), file));
    }

    private static String value(Properties properties, String name, Path file) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new DemoException(file + " lacks " + name + ": restore it, or choose another directory with --data.");
        }
        return value;
    }

    static GatewaySecrets generate() {
        return new GatewaySecrets(secret(), secret(), secret(), secret(), secret(), secret(), secret());
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
