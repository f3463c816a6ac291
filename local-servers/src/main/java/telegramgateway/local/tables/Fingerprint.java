package telegramgateway.local.tables;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Constants;

/** A hash of all that the generated classes depend on, kept beside them. */
record Fingerprint(String hash) {

    private static final String FILE = "fingerprint";
    private static final List<String> GENERATOR =
            List.of("GenerateTableClasses.class", "Changelog.class", "Fingerprint.class");

    static Fingerprint of(Path changelog, String targetPackage) throws IOException {
        MessageDigest digest = sha256();
        digest.update((Constants.FULL_VERSION + targetPackage).getBytes(StandardCharsets.UTF_8));
        for (String part : GENERATOR) {
            URL code = Fingerprint.class.getResource(part);
            if (code == null) {
                throw new IllegalStateException(part + " is missing");
            }
            try (InputStream bytes = code.openStream()) {
                digest.update(bytes.readAllBytes());
            }
        }
        try (Stream<Path> files = Files.walk(changelog)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(changelog.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    /** True when the classes in this folder were generated from the same. */
    boolean isOf(Path target) throws IOException {
        Path file = target.resolve(FILE);
        return Files.exists(file) && Files.readString(file).equals(hash);
    }

    void write(Path target) throws IOException {
        Files.writeString(target.resolve(FILE), hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
