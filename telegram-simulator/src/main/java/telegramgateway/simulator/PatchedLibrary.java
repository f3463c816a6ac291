package telegramgateway.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import telegramgateway.simulator.crypto.ServerKey;

/**
 * A copy of libtdjson that trusts the simulator's key in place of Telegram's. Both are kept in a directory of the build
 * and used again; processes that make them at the same time agree on one. Never install or hand on such a copy.
 *
 * @param key what the server needs
 * @param file what clients load
 */
record PatchedLibrary(ServerKey key, Path file) {

    private static final byte[] BEGIN = "-----BEGIN RSA PUBLIC KEY-----\n".getBytes(US_ASCII);

    /** @throws IllegalStateException when the library holds no key of the known form */
    static PatchedLibrary of(Path library, Path directory) {
        try {
            Files.createDirectories(directory);
            ServerKey key = key(directory.resolve("server.key"));
            Path file = directory.resolve("libtdjson-%x-%d-%d.so"
                    .formatted(
                            key.fingerprint(),
                            Files.size(library),
                            Files.getLastModifiedTime(library).toMillis()));
            if (!Files.exists(file)) {
                write(file, patched(Files.readAllBytes(library), key.pem().getBytes(US_ASCII), library));
            }
            return new PatchedLibrary(key, file.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("no patched copy of " + library + " can be made", e);
        }
    }

    /** All keys that sign for servers have the same length in this form; the one that signs settings has another. */
    static byte[] patched(byte[] library, byte[] pem, Path name) {
        byte[] patched = library.clone();
        int count = 0;
        for (int at = 0; at < patched.length - pem.length; at++) {
            if (patched[at] == BEGIN[0]
                    && patched[at + pem.length] == 0
                    && Arrays.equals(patched, at, at + BEGIN.length, BEGIN, 0, BEGIN.length)) {
                System.arraycopy(pem, 0, patched, at, pem.length);
                count++;
            }
        }
        if (count == 0) {
            throw new IllegalStateException(
                    "Telegram's key was not found in " + name + ": this build of TDLib cannot be used for tests.");
        }
        return patched;
    }

    private static ServerKey key(Path file) throws IOException {
        if (!Files.exists(file)) {
            Path draft = Files.createTempFile(file.getParent(), "server", ".key");
            Files.write(draft, ServerKey.generate().encoded());
            try {
                // Fails where another process was first, unlike a move.
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException _) {
                // Then that one's key is the key.
            }
            Files.delete(draft);
        }
        return ServerKey.of(Files.readAllBytes(file));
    }

    /** A copy that a process has loaded must never change under it. */
    private static void write(Path file, byte[] content) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), "libtdjson", ".so");
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
