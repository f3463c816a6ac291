package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that the servers run as: the caller, or {@code nobody} when the caller is root, as whom PostgreSQL refuses
 * to run.
 */
final class ServerUser {

    /** The id that every Linux distribution gives to {@code nobody}. */
    private static final int NOBODY = 65_534;

    private ServerUser() {}

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell who runs this process", e);
        }
    }

    /** Gives the directory to the servers' user. */
    static Path own(Path directory) {
        if (isRoot()) {
            try {
                Files.setAttribute(directory, "unix:uid", NOBODY);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot give " + directory + " to uid " + NOBODY, e);
            }
        }
        return directory;
    }

    /** User and group as a container takes them: {@code UID:GID}. */
    static String id() {
        if (isRoot()) {
            return NOBODY + ":" + NOBODY;
        }
        try {
            Path self = Path.of("/proc/self");
            return Files.getAttribute(self, "unix:uid") + ":" + Files.getAttribute(self, "unix:gid");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell who runs this process", e);
        }
    }

    /** Options of {@code setpriv}: the user, and the signal that ends the server when this JVM is gone. */
    static List<String> privileges(String deathSignal) {
        List<String> options = new ArrayList<>(List.of("--pdeathsig", deathSignal));
        if (isRoot()) {
            String id = Integer.toString(NOBODY);
            options.addAll(List.of("--reuid", id, "--regid", id, "--clear-groups"));
        }
        return options;
    }
}
