package telegramgateway.mtproto.forward;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.mtproto.journal.Forwards;
import telegramgateway.mtproto.journal.Forwards.Forward;

/** Puts on record, and counts, what has become of messages for good. */
final class Decisions {
    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
    private static final int REASON_LENGTH_MAX = 200;

    private final Forwards forwards;
    private final Counter sent;
    private final Counter found;
    private final Counter refused;

    Decisions(Forwards forwards, MeterRegistry metrics) {
        this.forwards = forwards;
        sent = counter("sent", metrics);
        found = counter("found", metrics);
        refused = counter("refused", metrics);
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return Counter.builder("telegram.forwarded")
                .description("Messages that were to be forwarded within Telegram")
                .tag("outcome", outcome)
                .register(metrics);
    }

    /** The copy was confirmed. */
    void sent(Forward forward, long copy) {
        forwards.sent(forward, copy);
        sent.increment();
    }

    /** The copy of a message that was left behind is there. */
    void found(Forward forward, long copy) {
        forwards.sent(forward, copy);
        found.increment();
    }

    /** There will be no copy. */
    void refused(Forward forward, String reason) {
        String shown = reason.substring(0, Math.min(reason.length(), REASON_LENGTH_MAX));
        forwards.refused(forward, shown);
        refused.increment();
        LOG.warn(
                "Message {} of {} is not forwarded to {}: {}",
                forward.messageId(),
                forward.channelId(),
                forward.destination(),
                shown);
    }
}
