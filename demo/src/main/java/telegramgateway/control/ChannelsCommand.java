package telegramgateway.control;

import java.io.PrintStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code bin/channels}: which channels a running gateway takes from Telegram. */
public final class ChannelsCommand {
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    ChannelsCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public static void main(String[] args) {
        System.exit(new ChannelsCommand(System.out, System.err, System.getenv()).run(args));
    }

    int run(String... args) {
        try {
            Wish wish = Wish.of(args);
            String[] options = Arrays.copyOfRange(args, wish.words(), args.length);
            CommandLine line = CommandLine.parse(options, Set.of(), Set.of("--url"));
            URI url = URI.create(line.value("--url").orElse("http://127.0.0.1:4006"));
            try (GatewayControl control = new GatewayControl(url, ControlToken.of(environment))) {
                fulfil(wish, control);
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

    /**
     * What is asked for.
     *
     * @param channel empty for the list
     */
    private record Wish(String verb, String channel) {
        static Wish of(String[] args) {
            String verb = args.length == 0 ? "" : args[0];
            String channel = args.length < 2 ? "" : args[1];
            return switch (verb) {
                case "list" -> new Wish(verb, "");
                case "add" ->
                    checked(verb, channel, "@[A-Za-z]\\w{3,31}|-\\d{1,18}", "@NAME, or an id such as -1001234567890");
                case "remove" -> checked(verb, channel, "-\\d{1,18}", "an id; bin/channels list shows them");
                default -> throw new IllegalArgumentException("Say list, add or remove; --help says more.");
            };
        }

        private static Wish checked(String verb, String channel, String form, String words) {
            if (!channel.matches(form)) {
                throw new IllegalArgumentException(verb + " takes " + words + ".");
            }
            return new Wish(verb, channel);
        }

        int words() {
            return channel.isEmpty() ? 1 : 2;
        }
    }

    private void fulfil(Wish wish, GatewayControl control) {
        switch (wish.verb()) {
            case "add" -> {
                WatchedChannel added = control.watch(wish.channel());
                // Its title follows in a moment.
                String name = wish.channel().startsWith("@") ? wish.channel() : added.name();
                out.println(("Registered " + added.id() + " " + name).strip()
                        + ". What is posted there from now on is taken.");
                if (!added.backfill().isEmpty()) {
                    out.println("Of its history, messages " + added.backfill()
                            + " are read whenever nothing newer is missing (TELEGRAM_BACKFILL).");
                }
            }
            case "remove" -> {
                control.unwatch(wish.channel());
                out.println("Nothing more is taken of " + wish.channel()
                        + ". The account stays in it, and what is stored stays.");
            }
            default -> show(control.channels());
        }
    }

    private void show(List<WatchedChannel> channels) {
        if (channels.isEmpty()) {
            out.println("No channel is registered, so nothing is received. Register one: bin/channels add @NAME");
            return;
        }
        int width = width(channels);
        print(width, "ID", "NAME", "KIND", "TITLE");
        channels.forEach(
                channel -> print(width, String.valueOf(channel.id()), channel.name(), channel.type(), channel.title()));
    }

    private void print(int width, String id, String name, String kind, String title) {
        String padded = name + " ".repeat(width - name.length());
        out.println(
                String.format("%-16s  %s  %-17s  %s", id, padded, kind, title).stripTrailing());
    }

    private static int width(List<WatchedChannel> channels) {
        return channels.stream().mapToInt(channel -> channel.name().length()).reduce("NAME".length(), Math::max);
    }
}
