package telegramgateway.mtproto.push;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;

/** Says what was published at the first try: at once, but not more than once a second, and then for how many. */
final class PublishedLog {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedLog.class);
    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private long written;
    private long unsaid;
    private @Nullable MessageEvent latest;

    PublishedLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.written = nanoTime.getAsLong() - EVERY_NANOS;
    }

    synchronized void published(MessageEvent event) {
        unsaid++;
        latest = event;
        flush();
    }

    /** Says what has not been said, once a second has passed. */
    synchronized void flush() {
        MessageEvent event = latest;
        long now = nanoTime.getAsLong();
        if (event == null || now - written < EVERY_NANOS) {
            return;
        }
        Publisher.named(LOG.atInfo(), event).addKeyValue("events", unsaid).log("Message published successfully");
        written = now;
        unsaid = 0;
        latest = null;
    }
}
