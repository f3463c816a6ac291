package telegramgateway.control;

import java.io.PrintStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code bin/forwarding}: what a running gateway forwards within Telegram. */
public final class ForwardingCommand {
    private static final String CHAT = "-\\d{1,18}";

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    ForwardingCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public static void main(String[] args) {
        System.exit(new ForwardingCommand(System.out, System.err, System.getenv()).run(args));
    }

    int run(String... args) {
        try {
            String verb = args.length == 0 ? "" : args[0];
            String subject = subject(verb, args.length < 2 ? "" : args[1]);
            CommandLine line = CommandLine.parse(
                    Arrays.copyOfRange(args, subject.isEmpty() ? 1 : 2, args.length),
                    Set.of(),
                    verb.equals("add") ? Set.of("--url", "--channel", "--filter") : Set.of("--url"));
            line.value("--channel").ifPresent(channel -> require(channel, CHAT, "--channel takes an id such as -100…"));
            URI url = URI.create(line.value("--url").orElse("http://127.0.0.1:4006"));
            try (GatewayControl control = new GatewayControl(url, ControlToken.of(environment))) {
                fulfil(verb, subject, line, control);
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

    /** The word after the verb; empty for the list. */
    private static String subject(String verb, String word) {
        return switch (verb) {
            case "list" -> "";
            case "add" -> require(word, CHAT, "add takes the id of the destination, such as -1001234567890.");
            case "remove" ->
                require(word, "\\d{1,18}", "remove takes the number of a rule; bin/forwarding list shows them.");
            default -> throw new IllegalArgumentException("Say list, add or remove; --help says more.");
        };
    }

    private static String require(String word, String form, String words) {
        if (!word.matches(form)) {
            throw new IllegalArgumentException(words);
        }
        return word;
    }

    private void fulfil(String verb, String subject, CommandLine line, GatewayControl control) {
        switch (verb) {
            case "add" -> {
                ForwardingLine added = control.forward(
                        line.value("--channel").map(Long::valueOf).orElse(null),
                        Long.parseLong(subject),
                        line.value("--filter").orElse(null));
                out.println("Rule " + added.number() + ": what comes from now on is forwarded to " + subject + ".");
            }
            case "remove" -> {
                control.removeForwarding(subject);
                out.println("Rule " + subject + " is gone. Copies that are there stay.");
            }
            default -> show(control.forwardings());
        }
    }

    private void show(List<ForwardingLine> rules) {
        if (rules.isEmpty()) {
            out.println("Nothing is forwarded. Make a rule: bin/forwarding add DESTINATION");
            return;
        }
        print("RULE", "CHANNEL", "DESTINATION", "STATE", "FILTER");
        rules.forEach(rule -> print(
                String.valueOf(rule.number()),
                rule.channel(),
                String.valueOf(rule.destination()),
                rule.enabled() ? "on" : "off",
                rule.filter()));
    }

    private void print(String number, String channel, String destination, String state, String filter) {
        out.println(String.format("%-4s  %-16s  %-16s  %-5s  %s", number, channel, destination, state, filter)
                .stripTrailing());
    }
}
