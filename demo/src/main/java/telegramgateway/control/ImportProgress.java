package telegramgateway.control;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Follows an import to its end. */
public final class ImportProgress {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private ImportProgress() {}

    /** Shows the progress until the job is no longer running; returns its last state. */
    public static ImportJob follow(GatewayControl control, String jobId, ProgressBar bar) {
        ImportJob job = control.job(jobId);
        while (job.isRunning()) {
            bar.show(job.bytesRead(), job.bytesTotal(), job.received());
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            job = control.job(jobId);
        }
        bar.finish(job.received());
        return job;
    }
}
