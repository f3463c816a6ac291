package telegramgateway.tpcapital.intake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.bus.BusDelivery;
import telegramgateway.message.bus.BusSubscription;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * What was taken from the queue at once. {@link #work} may be called until it succeeds: each part of it is done once,
 * as far as is known, and a part that is done again changes nothing.
 */
final class QueueBatch {
    private static final Logger log = LoggerFactory.getLogger(QueueBatch.class);

    /** Why nothing can ever be done with a message; {@code kind} is from a small fixed set. */
    private record Poison(String kind, String reason) {}

    private record Taken(BusDelivery delivery, Message message) {}

    private final Verdicts verdicts;
    private final Map<Long, List<Taken>> undecided = new LinkedHashMap<>();
    private final Map<BusDelivery, Poison> unburied = new LinkedHashMap<>();

    QueueBatch(List<BusDelivery> deliveries, Verdicts verdicts) {
        this.verdicts = verdicts;
        for (BusDelivery delivery : deliveries) {
            try {
                Message message = MessageJson.decode(delivery.body());
                undecided
                        .computeIfAbsent(message.channelId(), _ -> new ArrayList<>())
                        .add(new Taken(delivery, message));
            } catch (RuntimeException e) {
                unburied.put(delivery, new Poison("unreadable", "the body is no message: " + e.getMessage()));
            }
        }
    }

    /**
     * Stores the verdicts on all messages, and puts those that can never have one among the dead letters.
     *
     * @throws StoreUnavailableException when something of it is left to do
     */
    void work(ChosenChannels chosen, BusSubscription queue) {
        for (Iterator<Map.Entry<Long, List<Taken>>> left = undecided.entrySet().iterator(); left.hasNext(); ) {
            Map.Entry<Long, List<Taken>> next = left.next();
            if (chosen.contain(next.getKey())) {
                decide(next.getKey(), next.getValue());
            }
            left.remove();
        }
        for (Iterator<Map.Entry<BusDelivery, Poison>> left = unburied.entrySet().iterator(); left.hasNext(); ) {
            Map.Entry<BusDelivery, Poison> next = left.next();
            bury(next.getKey(), next.getValue(), queue);
            left.remove();
        }
    }

    private void decide(long channelId, List<Taken> taken) {
        try {
            verdicts.onDelivered(channelId, taken.stream().map(Taken::message).toList());
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("{} messages of channel {} are stored one by one", taken.size(), channelId, e);
            taken.forEach(one -> decideAlone(channelId, one));
        }
    }

    /** Of what fails for another reason than an outage, only the cause goes to the dead letters. */
    private void decideAlone(long channelId, Taken one) {
        try {
            verdicts.onDelivered(channelId, List.of(one.message()));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            unburied.put(one.delivery(), new Poison("not_stored", "no verdict can be stored: " + e.getMessage()));
        }
    }

    private void bury(BusDelivery delivery, Poison poison, BusSubscription queue) {
        queue.bury(delivery, poison.reason());
        verdicts.metrics().buried(poison.kind());
        log.error("Message {} went to the dead letters: {}", delivery, poison.reason());
    }
}
