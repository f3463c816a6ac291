package telegramgateway.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** A server's program that comes from this machine, not from the class path. */
final class InstalledProgram {

    /** Debian puts servers there, which is not on the PATH of ordinary users. */
    private static final String[] SERVER_FOLDERS = {"/usr/local/sbin", "/usr/sbin", "/sbin"};

    private InstalledProgram() {}

    /** The first executable file of that name on the PATH or where the distribution keeps its servers. */
    static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(":")), Arrays.stream(SERVER_FOLDERS))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
