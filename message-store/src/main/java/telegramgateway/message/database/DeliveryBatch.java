package telegramgateway.message.database;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

/**
 * What one lane of a journal delivers in one transaction.
 *
 * @param gateway whose journal it is; stays the same when the journal begins anew
 * @param journalId of the delivering journal
 * @param lane of the journal, from 0; a channel belongs to one lane
 * @param expectedPosition where the lane's cursor must stand
 * @param newPosition where it stands afterwards; at least {@code expectedPosition}
 * @param events in position order, all above {@code expectedPosition} and up to {@code newPosition}; may be empty when
 *     all were passed over
 * @param channels titles to remember; may be empty
 * @param facts about message ids, of channels whose ids are dense; that the events are stored goes without saying
 * @param epochs by channel the epoch in which the gateway owns it; 0 for those without
 */
public record DeliveryBatch(
        UUID gateway,
        UUID journalId,
        int lane,
        long expectedPosition,
        long newPosition,
        List<MessageEvent> events,
        List<ChannelTitle> channels,
        List<CoverageInterval> facts,
        Map<Long, Long> epochs) {
    private static final UUID ONE_GATEWAY = new UUID(0, 1);

    public DeliveryBatch {
        if (lane < 0 || expectedPosition < 0 || newPosition < expectedPosition) {
            throw new IllegalArgumentException(
                    "Impossible batch: lane " + lane + ", from " + expectedPosition + " to " + newPosition);
        }
        events = List.copyOf(events);
        channels = List.copyOf(channels);
        facts = List.copyOf(facts);
        epochs = Map.copyOf(epochs);
        for (CoverageInterval fact : facts) {
            if (!CoverageInterval.applies(fact.channelId()) || fact.state() == CoverageState.RETIRED) {
                throw new IllegalArgumentException("No fact that a batch may bring: " + fact);
            }
        }
        long last = expectedPosition;
        for (MessageEvent event : events) {
            if (event.position() <= last || event.position() > newPosition) {
                throw new IllegalArgumentException("Event " + event + " is out of order in a batch from "
                        + expectedPosition + " to " + newPosition);
            }
            last = event.position();
        }
    }

    /** A batch on a database that has one gateway. */
    public DeliveryBatch(
            UUID journalId,
            int lane,
            long expectedPosition,
            long newPosition,
            List<MessageEvent> events,
            List<ChannelTitle> channels) {
        this(ONE_GATEWAY, journalId, lane, expectedPosition, newPosition, events, channels, List.of(), Map.of());
    }
}
