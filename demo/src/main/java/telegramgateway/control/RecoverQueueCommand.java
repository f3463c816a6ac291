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

    /** For the gateway's lane to begin: it finishes its batch first, and asks its servers after a start. */
    private static final Duration BEGIN_LIMIT = Duration.ofSeconds(60);

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final ProgressBar progress;
    private final Duration beginLimit;

    RecoverQueueCommand(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            ProgressBar progress,
            Duration beginLimit) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.progress = progress;
        this.beginLimit = beginLimit;
    }

    public static void main(String[] args) {
        System.exit(new RecoverQueueCommand(
                        System.out, System.err, System.getenv(), ProgressBar.onStandardOutput(), BEGIN_LIMIT)
                .run(args));
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
        long size = queue.size();
        boolean begun = false;
        Duration waited = Duration.ZERO;
        while (queue.isRunning()) {
            if (!begun && waited.compareTo(beginLimit) >= 0) {
                err.println("The gateway has not begun within " + beginLimit.toSeconds() + " s: see its /health."
                        + " It goes on by itself, and this may be asked again.");
                return KEPT;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            waited = waited.plus(BETWEEN_LOOKS);
            queue = control.failureQueue();
            if (queue.state().equals("running")) {
                begun = true;
                progress.show(queue.recovered() + queue.refused() + queue.kept(), size, queue.recovered());
            }
        }
        if (begun) {
            progress.finish(queue.recovered());
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
