package telegramgateway.control;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.bus.BusOptions;
import telegramgateway.message.bus.DeadLetter;
import telegramgateway.message.bus.DeadLetters;
import telegramgateway.message.feed.StoreUnavailableException;

/** {@code bin/replay-dead-letters}: gives dead letters to their consumers again. */
public final class ReplayDeadLettersCommand {

    static final int DONE = 0;
    static final int SOME_STAY = 1;
    static final int WRONG_USAGE = 2;
    static final int NO_BROKER = 3;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ALL = Integer.MAX_VALUE;
    private static final int REASON_SHOWN_CHARACTERS = 100;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    ReplayDeadLettersCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public static void main(String[] args) {
        System.exit(new ReplayDeadLettersCommand(System.out, System.err, System.getenv()).run(args));
    }

    int run(String... args) {
        try {
            CommandLine line = CommandLine.parse(args, Set.of("--dry-run"), Set.of("--limit"));
            int limit =
                    line.value("--limit").map(ReplayDeadLettersCommand::limit).orElse(ALL);
            try (DeadLetters letters = DeadLetters.connect(options())) {
                return line.has("--dry-run") ? show(letters, limit) : replay(letters, limit);
            }
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        } catch (StoreUnavailableException e) {
            err.println(e.getMessage()
                    + "\nCheck RABBITMQ_URL, RABBITMQ_USERNAME and RABBITMQ_PASSWORD. Nothing is lost: run it again.");
            return NO_BROKER;
        }
    }

    private int show(DeadLetters letters, int limit) {
        Map<String, Integer> found = new TreeMap<>();
        letters.show(limit, letter -> found.merge(described(letter), 1, Integer::sum));
        print(found);
        out.printf("%,8d dead letters; nothing was moved%n", sum(found));
        return DONE;
    }

    private int replay(DeadLetters letters, int limit) {
        Map<String, Integer> moved = new TreeMap<>();
        Map<String, Integer> kept = new TreeMap<>();
        try {
            letters.replay(limit, (letter, done) -> (done ? moved : kept).merge(described(letter), 1, Integer::sum));
        } finally {
            print(moved);
            out.printf("%,8d moved to their consumers%n", sum(moved));
            if (!kept.isEmpty()) {
                print(kept);
                out.printf("%,8d stay: nobody says whose they are, or their consumer has no queue%n", sum(kept));
            }
        }
        return kept.isEmpty() ? DONE : SOME_STAY;
    }

    private void print(Map<String, Integer> counts) {
        counts.forEach((what, count) -> out.printf("%,8d %s%n", count, what));
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String described(DeadLetter letter) {
        String reason = letter.reason().replaceAll("\\s+", " ");
        return (letter.consumer() == null ? "(unknown)" : letter.consumer()) + ": "
                + reason.substring(0, Math.min(reason.length(), REASON_SHOWN_CHARACTERS));
    }

    private static int limit(String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("--limit is a number above 0, not " + text + ".");
        }
        return Integer.parseInt(text);
    }

    private BusOptions options() {
        // It reads no consumer's queue: any name does.
        return new BusOptions(
                address(environment.getOrDefault("RABBITMQ_URL", "amqp://localhost:5672")),
                environment.get("RABBITMQ_USERNAME"),
                password(),
                TIMEOUT,
                List.of("replay"));
    }

    /** Never repeats the text: it may hold a password. */
    private static URI address(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "RABBITMQ_URL is no address such as amqp://HOST:PORT; the password belongs into RABBITMQ_PASSWORD.");
    }

    private @Nullable String password() {
        String file = environment.get("RABBITMQ_PASSWORD_FILE");
        if (file == null) {
            return environment.get("RABBITMQ_PASSWORD");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("RABBITMQ_PASSWORD_FILE names no readable file.", e);
        }
    }
}
