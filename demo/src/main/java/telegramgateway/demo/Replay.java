package telegramgateway.demo;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import telegramgateway.control.ImportJob;
import telegramgateway.control.ImportProgress;
import telegramgateway.control.ImportRequest;
import telegramgateway.control.JournalBalance;
import telegramgateway.control.ProgressBar;

/** Feeds an export to the gateway as if its messages came live, and waits until all of them have arrived everywhere. */
public final class Replay {

    /** Without any progress for so long, something is stuck. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final LocalGateway gateway;

    public Replay(LocalGateway gateway) {
        this.gateway = gateway;
    }

    public ImportJob run(Path export, String speed, @Nullable String zone) {
        ImportRequest request = new ImportRequest("replay", speed, zone, false, String.valueOf(export.getFileName()));
        String id = gateway.control().startImport(export, request);
        return ImportProgress.follow(gateway.control(), id, ProgressBar.onStandardOutput());
    }

    /** Returns when every target and the consumer have all, or when nothing has moved for a minute. */
    public void awaitArrival() throws SQLException {
        StoredMessages stored = new StoredMessages(gateway.database());
        long left = Long.MAX_VALUE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (left > 0 && System.nanoTime() < deadline) {
            JournalBalance journal = gateway.control().journal();
            long now = journal.waiting() + journal.pending();
            now += now == 0 ? stored.undecided() : stored.events();
            if (now != left) {
                left = now;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
