package telegramgateway.mtproto.media;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of files. */
final class MediaMetrics {
    private final MeterRegistry registry;
    private final Counter bytes;

    MediaMetrics(FileStore store, MeterRegistry registry) {
        this.registry = registry;
        this.bytes = Counter.builder("telegram.media.bytes")
                .description("Bytes of files that were fetched from Telegram; repeats count")
                .register(registry);
        Gauge.builder("telegram.media.stored.bytes", store, FileStore::bytes)
                .description("Bytes of all files that are kept")
                .register(registry);
        // There from the start, so that a first one is an increase.
        for (FileOutcome outcome : FileOutcome.values()) {
            files(outcome);
        }
    }

    void counted(FileOutcome outcome, int files) {
        files(outcome).increment(files);
    }

    void fetched(long size) {
        bytes.increment((double) size);
    }

    private Counter files(FileOutcome outcome) {
        return Counter.builder("telegram.media.files")
                .description("Wanted files of messages, by what became of them; repeats count")
                .tag("outcome", outcome.jsonName())
                .register(registry);
    }
}
