package telegramgateway.control;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One line on a terminal that is written again and again; on anything else, a line now and then. Not safe for use by
 * several threads.
 */
public final class ProgressBar {

    private static final int WIDTH = 30;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock;
    private final Instant started;
    private Instant lastLine;

    ProgressBar(PrintStream out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.started = clock.instant();
        this.lastLine = started;
    }

    /** On standard output, from now on. */
    public static ProgressBar onStandardOutput() {
        // Whether there is a console object without a terminal depends on the Java release.
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new ProgressBar(System.out, terminal, InstantSource.system());
    }

    /**
     * @param done of {@code total}, in any unit, tells the share
     * @param messages tells the rate
     */
    public void show(long done, long total, long messages) {
        Instant now = clock.instant();
        if (terminal) {
            out.print("\r" + line(done, total, messages, now) + " ");
            out.flush();
        } else if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
            out.println(line(done, total, messages, now));
            lastLine = now;
        }
    }

    /** Shows the end and leaves the line. */
    public void finish(long messages) {
        out.println((terminal ? "\r" : "") + line(1, 1, messages, clock.instant()) + " ");
    }

    private String line(long done, long total, long messages, Instant now) {
        double share = total <= 0 ? 0 : Math.clamp((double) done / total, 0, 1);
        double seconds = Math.max(0.001, Duration.between(started, now).toMillis() / 1000.0);
        int filled = (int) Math.round(share * WIDTH);
        String remaining = share == 0 ? "--:--" : clockTime(Math.round(seconds * (1 - share) / share));
        return "[%s%s] %3d %%  %,d messages  %,.0f/s  %s left"
                .formatted(
                        "#".repeat(filled),
                        "-".repeat(WIDTH - filled),
                        Math.round(share * 100),
                        messages,
                        messages / seconds,
                        remaining);
    }

    private static String clockTime(long seconds) {
        return seconds >= 3600
                ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
