package telegramgateway.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The rows that have been run, a line each, as {@code bin/test} prints them. Several JVMs may write it at the same
 * time: each row is one short append.
 */
final class FaultTable {
    private static final Path FILE = Path.of("target", "fault-table.txt");

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

    static void add(Row row) {
        try {
            Files.writeString(FILE, line(row), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "%3d  %-62s %8d %7d %5d %9d %7.1f s%n",
                row.number(),
                row.fault(),
                row.events(),
                row.perSecond(),
                row.lost(),
                row.repeated(),
                row.recoverySeconds());
    }
}
