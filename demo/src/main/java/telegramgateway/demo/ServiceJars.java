package telegramgateway.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the services' programs where the build puts them. */
final class ServiceJars {

    /** The system property with the project's folder; without it, the nearest one above the working directory. */
    static final String HOME = "gateway.home";

    private ServiceJars() {}

    /** @throws DemoException when it has not been built */
    static Path find(String service) {
        Path folder = home().resolve(service).resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, service + "-*-service.jar")) {
            for (Path jar : jars) {
                return jar;
            }
            throw new DemoException(service + " is not built: there is no " + service + "-*-service.jar in " + folder);
        } catch (IOException e) {
            throw new DemoException(service + " is not built: there is no folder " + folder, e);
        }
    }

    private static Path home() {
        String configured = System.getProperty(HOME);
        if (configured != null) {
            return Path.of(configured);
        }
        for (@Nullable Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mtproto-native").resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new DemoException("This is not inside the project's folder; set -D" + HOME + ".");
    }
}
