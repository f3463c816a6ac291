package telegramgateway.acceptance.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import telegramgateway.local.TemporaryDirectory;

/** A setting that can be another one at the next start: {@code NAME_FILE} names it. */
final class SecretFile implements AutoCloseable {
    private final Path directory = TemporaryDirectory.create("secret");
    private final Path path = directory.resolve("secret");

    SecretFile(String content) {
        write(content);
    }

    void write(String content) {
        try {
            Files.writeString(path, content);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() {
        TemporaryDirectory.delete(directory);
    }
}
