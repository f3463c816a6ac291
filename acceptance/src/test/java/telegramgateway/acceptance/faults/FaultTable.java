package telegramgateway.acceptance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The rows that have been run, as {@code bin/test} prints them. */
final class FaultTable {
    private static final Path FILE = Path.of("target", "fault-table.txt");
    private static final String LINE = "%3s  %-62s %8s %7s %5s %9s %9s%n";

    private static final Map<Integer, Row> ROWS = new TreeMap<>();

    private FaultTable() {}

    /**
     * @param events that the source handed over
     * @param perSecond of them, over the whole row
     * @param lost events or states that are missing somewhere
     * @param repeated deliveries of bus and push that came again, without effect
     * @param recoverySeconds from the end of the fault until everything is healthy and no target is behind by more than
     *     a second of the load
     */
    record Row(
            int number, String fault, long events, long perSecond, long lost, long repeated, double recoverySeconds) {}

    static synchronized void add(Row row) {
        ROWS.put(row.number(), row);
        StringBuilder table =
                new StringBuilder(LINE.formatted("no", "fault", "events", "per s", "lost", "repeated", "recovery"));
        ROWS.values().forEach(it -> table.append(line(it)));
        try {
            Files.writeString(FILE, table.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Row row) {
        return LINE.formatted(
                row.number(),
                row.fault(),
                row.events(),
                row.perSecond(),
                row.lost(),
                row.repeated(),
                String.format(Locale.ROOT, "%.1f s", row.recoverySeconds()));
    }
}
