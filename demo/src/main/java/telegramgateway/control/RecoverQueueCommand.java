package telegramgateway.control;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** {@code bin/recover-queue}: lets a running gateway publish its failure queue again. */
public final class RecoverQueueCommand {

    static final int DONE = 0;
    static final int KEPT = 1;
    static final int WRONG_USAGE = 2;
    static final int REFUSED = 3;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    RecoverQueueCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public static void main(String[] args) {
        System.exit(new RecoverQueueCommand(System.out, System.err, System.getenv()).run(args));
    }

    int run(String... args) {
        try {
            CommandLine line = CommandLine.parse(args, Set.of("--dry-run"), Set.of("--url"));
            URI url = URI.create(line.value("--url").orElse("http://127.0.0.1:4006"));
            try (GatewayControl control = new GatewayControl(url, ControlToken.of(environment))) {
                return line.has("--dry-run") ? show(control.failureQueue()) : recover(control);
            }
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        } catch (ControlException e) {
            err.println(e.getMessage());
            return REFUSED;
        }
    }

    private int show(FailureQueue queue) {
        queue.channels().forEach((channel, events) -> out.printf("%,10d messages  channel %s%n", events, channel));
        out.printf("%d waiting%n", queue.size());
        return DONE;
    }

    private int recover(GatewayControl control) {
        FailureQueue queue = control.recoverFailureQueue();
        while (queue.isRunning()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            queue = control.failureQueue();
        }
        out.printf("%d recovered, %d kept%n", queue.recovered(), queue.kept());
        if (queue.refused() > 0) {
            out.printf(
                    "%d refused for good: they are parked, GET /journal says why, and they hold nothing up%n",
                    queue.refused());
        }
        if (queue.kept() > 0) {
            err.println("The first was kept because the endpoint " + queue.reason());
            return KEPT;
        }
        return DONE;
    }
}
