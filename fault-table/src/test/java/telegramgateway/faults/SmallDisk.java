package telegramgateway.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of a few megabytes in memory, which can be filled. Needs root. */
final class SmallDisk implements AutoCloseable {
    private static final String BALLAST = "ballast";
    private static final int CHUNK = 1 << 16;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Whether this user may mount. */
    static boolean isAllowed() {
        try {
            Path probe = Files.createTempDirectory("disk");
            boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", probe.toString()) == 0;
            if (mounted) {
                run("umount", probe.toString());
            }
            Files.delete(probe);
            return mounted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param likeThis whose owner the disk gets */
    static SmallDisk mount(Path directory, String size, Path likeThis) {
        must("mkdir", "-p", directory.toString());
        must("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString());
        must("chown", "--reference=" + likeThis, directory.toString());
        must("chmod", "700", directory.toString());
        return new SmallDisk(directory);
    }

    Path directory() {
        return directory;
    }

    /** Fills it to the last byte. */
    void fill() {
        byte[] zeros = new byte[CHUNK];
        try (var out = Files.newOutputStream(directory.resolve(BALLAST))) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException _) {
            // No space left, as was wanted.
        }
    }

    void relieve() {
        must("rm", directory.resolve(BALLAST).toString());
    }

    @Override
    public void close() {
        must("umount", "--lazy", directory.toString());
    }

    static void must(String... command) {
        int status = run(command);
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
        }
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
