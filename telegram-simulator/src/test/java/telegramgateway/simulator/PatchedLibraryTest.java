package telegramgateway.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.simulator.crypto.ServerKey;

class PatchedLibraryTest {

    private static final Path NAME = Path.of("libtdjson.so");

    @TempDir
    Path directory;

    private final String own = ServerKey.generate().pem();
    private final String main = ServerKey.generate().pem();
    private final String test = ServerKey.generate().pem();

    @Test
    void the_servers_keys_are_replaced_and_nothing_else() {
        String recovery = ServerKey.generate().pem() + "\n";
        String library = "code\0%s\0%s\0%s\0more code";

        byte[] patched = PatchedLibrary.patched(
                library.formatted(main, test, recovery).getBytes(US_ASCII), own.getBytes(US_ASCII), NAME);

        assertThat(new String(patched, US_ASCII)).isEqualTo(library.formatted(own, own, recovery));
    }

    @Test
    void a_library_without_a_key_is_refused() {
        assertThatThrownBy(() -> PatchedLibrary.patched(new byte[1_000], own.getBytes(US_ASCII), NAME))
                .hasMessageContaining("Telegram's key was not found in libtdjson.so");
    }

    @Test
    void a_copy_is_made_once_and_the_original_stays() throws Exception {
        byte[] content = ("code\0" + main + "\0end").getBytes(US_ASCII);
        Path original = Files.write(directory.resolve("original.so"), content);

        PatchedLibrary first = PatchedLibrary.of(original, directory.resolve("copies"));
        PatchedLibrary second = PatchedLibrary.of(original, directory.resolve("copies"));

        assertThat(second.file()).isEqualTo(first.file());
        assertThat(second.key().fingerprint()).isEqualTo(first.key().fingerprint());
        assertThat(Files.readString(first.file(), US_ASCII))
                .contains(first.key().pem());
        assertThat(original).hasBinaryContent(content);
        try (var files = Files.list(directory.resolve("copies"))) {
            assertThat(files).hasSize(2);
        }
    }
}
