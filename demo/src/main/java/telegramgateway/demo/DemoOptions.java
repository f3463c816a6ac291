package telegramgateway.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.control.CommandLine;

/**
 * What {@code bin/demo} was asked to do.
 *
 * @param export the user's own file; null for the bundled sample
 * @param speed of the replay: {@code max}, or how many times the original pace
 * @param zone of an old export's local times; null for this machine's
 * @param check verify, print the result as JSON, and end
 */
record DemoOptions(
        @Nullable Path export, String speed, @Nullable String zone, boolean check, GatewayPorts ports) {

    private static final int PORT_BASE_MAX = 65_000;

    /** @throws DemoException with a sentence when the arguments make no sense */
    static DemoOptions parse(String[] args) {
        try {
            CommandLine line =
                    CommandLine.parse(args, Set.of("--check"), Set.of("--export", "--speed", "--zone", "--port-base"));
            boolean check = line.has("--check");
            return new DemoOptions(
                    line.value("--export").map(DemoOptions::readable).orElse(null),
                    speed(line.value("--speed").orElse("max")),
                    line.value("--zone").orElse(null),
                    check,
                    line.value("--port-base")
                            .map(DemoOptions::ports)
                            .orElseGet(() -> check ? GatewayPorts.free() : GatewayPorts.usual()));
        } catch (IllegalArgumentException e) {
            throw new DemoException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Path readable(String file) {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException("There is no readable file " + path + ".");
        }
        return path;
    }

    private static String speed(String speed) {
        if (speed.equals("max") || speed.matches("[1-9][0-9]{0,6}")) {
            return speed;
        }
        throw new IllegalArgumentException("--speed is max, or a whole number of times the original pace.");
    }

    private static GatewayPorts ports(String base) {
        if (!base.matches("[1-9][0-9]{3,4}") || Integer.parseInt(base) > PORT_BASE_MAX) {
            throw new IllegalArgumentException("--port-base is a number from 1000 to " + PORT_BASE_MAX + ".");
        }
        return GatewayPorts.from(Integer.parseInt(base));
    }
}
