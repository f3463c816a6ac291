package telegramgateway.mtproto.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;

/**
 * Leaves out bulk history that is too old for subscribers; what is live always counts as wanted.
 *
 * @param maxAge by the date of the message; zero for no history at all
 */
record HistoryLimit(Duration maxAge, InstantSource clock) {

    List<MessageEvent> wanted(List<MessageEvent> events) {
        Instant oldest = clock.instant().minus(maxAge);
        return events.stream()
                .filter(event -> isWanted(event.message(), oldest))
                .toList();
    }

    private static boolean isWanted(Message message, Instant oldest) {
        if (!message.source().isHistory()) {
            return true;
        }
        Instant sentAt = message.sentAt();
        return sentAt != null && sentAt.isAfter(oldest);
    }
}
