package telegramgateway.mtproto.forward;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.database.ForwardingRule;

/** A rule that is ready for use. */
record Rule(ForwardingRule row, @Nullable TextFilter filter) {
    private static final Logger LOG = LoggerFactory.getLogger(Rule.class);

    /** @throws IllegalArgumentException when its filter is none */
    static Rule of(ForwardingRule row) {
        String filter = row.filter();
        return new Rule(row, filter == null ? null : TextFilter.of(filter));
    }

    /**
     * Whether it wants a copy of what an event tells.
     *
     * @param registered channels: a rule without a channel is for these
     */
    boolean wants(MessageEvent event, Set<Long> registered) {
        Long channelId = row.channelId();
        return row.enabled()
                && event.message().kind() == MessageKind.POSTED
                && (channelId == null ? registered.contains(event.channelId()) : channelId == event.channelId())
                && event.channelId() != row.destination()
                && event.position()
                        > TimeUnit.MILLISECONDS.toMicros(row.createdAt().toEpochMilli())
                && passes(event);
    }

    private boolean passes(MessageEvent event) {
        try {
            return filter == null || filter.isFoundIn(event.message().text());
        } catch (TextFilter.TooLargeException _) {
            LOG.error(
                    "The filter of forwarding rule {} is too large for a search in the event {}, which is not forwarded."
                            + " Give the rule a simpler one.",
                    row.id(),
                    event);
            return false;
        }
    }
}
