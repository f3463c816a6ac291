package telegramgateway.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ports on which a RabbitMQ shows its management pages and its metrics. */
record RabbitMonitoring(int managementPort, int metricsPort) {

    private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/lib");

    /** Whether the plugins are where Debian puts them, or in the container's image, which has them. */
    static boolean isInstalled() {
        return ServerPrograms.RABBITMQ.kind() == ServerKind.CONTAINERS
                || (has("rabbitmq_management-*") && has("rabbitmq_prometheus-*"));
    }

    private static boolean has(String plugin) {
        if (!Files.isDirectory(DEBIAN)) {
            return false;
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(DEBIAN)) {
            for (Path version : versions) {
                Path plugins = version.resolve("plugins");
                if (Files.isDirectory(plugins)) {
                    try (DirectoryStream<Path> found = Files.newDirectoryStream(plugins, plugin)) {
                        if (found.iterator().hasNext()) {
                            return true;
                        }
                    }
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    String plugins() {
        return "[rabbitmq_management,rabbitmq_prometheus].\n";
    }

    String configuration() {
        return """
                management.tcp.ip = 127.0.0.1
                management.tcp.port = %d
                prometheus.tcp.ip = 127.0.0.1
                prometheus.tcp.port = %d
                """.formatted(managementPort, metricsPort);
    }
}
