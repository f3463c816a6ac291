package telegramgateway.control;

import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** {@code bin/takeover}: makes a running gateway the owner of channels of others. */
public final class TakeoverCommand {
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    TakeoverCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public static void main(String[] args) {
        System.exit(new TakeoverCommand(System.out, System.err, System.getenv()).run(args));
    }

    int run(String... args) {
        try {
            CommandLine line = CommandLine.parse(args, Set.of(), Set.of("--channel", "--url"));
            String channel = line.value("--channel").orElse("");
            if (!channel.matches("all|-?\\d{1,18}")) {
                throw new IllegalArgumentException("--channel takes a channel id or all; --help says more.");
            }
            URI url = URI.create(line.value("--url").orElse("http://127.0.0.1:4006"));
            try (GatewayControl control = new GatewayControl(url, ControlToken.of(environment))) {
                report(control.takeOver(channel));
            }
            return ImportCommand.DONE;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return ImportCommand.WRONG_USAGE;
        } catch (ControlException e) {
            err.println(e.getMessage());
            return ImportCommand.REFUSED;
        }
    }

    private void report(Map<String, Long> taken) {
        taken.forEach((channel, epoch) -> out.println("took channel " + channel + ", epoch " + epoch));
        out.println(
                taken.isEmpty()
                        ? "Nothing to take: no other gateway owns it."
                        : "Import again what the other had not delivered.");
    }
}
