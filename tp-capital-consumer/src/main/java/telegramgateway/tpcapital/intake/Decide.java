package telegramgateway.tpcapital.intake;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.tpcapital.signal.Reading;
import telegramgateway.tpcapital.signal.Reading.Incomplete;
import telegramgateway.tpcapital.signal.Reading.NotASignal;
import telegramgateway.tpcapital.signal.Reading.Signal;
import telegramgateway.tpcapital.signal.SignalParser;
import telegramgateway.tpcapital.signal.Trade;
import telegramgateway.tpcapital.store.Decision;
import telegramgateway.tpcapital.store.Outcome;
import telegramgateway.tpcapital.store.SignalState;

/** From a message to the decision on it. Never throws: a message that cannot be read is decided as well. */
final class Decide {
    private static final Logger log = LoggerFactory.getLogger(Decide.class);
    private static final int MAX_REASON_LENGTH = 200;

    private Decide() {}

    static Decision on(long channelId, FeedEntry entry) {
        Message message;
        try {
            message = MessageJson.decode(entry.json());
        } catch (RuntimeException e) {
            return failed(entry.messageId(), entry.position(), "the JSON is no message: " + e.getMessage());
        }
        if (message.channelId() != channelId || message.messageId() != entry.messageId()) {
            return failed(entry.messageId(), entry.position(), "the JSON is of another message");
        }
        return on(message);
    }

    static Decision on(Message message) {
        try {
            return message.kind() == MessageKind.DELETED ? deleted(message) : read(message);
        } catch (RuntimeException e) {
            // Whatever it is, it must not block what follows.
            log.error("Message {}:{} broke its reader", message.channelId(), message.messageId(), e);
            return failed(
                    message.messageId(),
                    message.position(),
                    "the reader broke: " + e.getClass().getSimpleName());
        }
    }

    private static Decision deleted(Message message) {
        Instant deletedAt = message.deletedAt() == null ? message.receivedAt() : message.deletedAt();
        return new Decision(message.messageId(), message.position(), Outcome.DELETED, null, null, deletedAt);
    }

    private static Decision read(Message message) {
        Reading reading = SignalParser.parse(message.text());
        return switch (reading) {
            case Signal signal -> signal(message, signal.trade(), null);
            case Incomplete incomplete ->
                incomplete.actionable()
                        ? signal(message, incomplete.trade(), missing(incomplete))
                        : decision(message, Outcome.INCOMPLETE, missing(incomplete));
            case NotASignal not ->
                decision(message, Outcome.NOT_A_SIGNAL, not.reason().jsonName());
        };
    }

    private static Decision signal(Message message, Trade trade, @Nullable String reason) {
        Instant sentAt = requireNonNull(message.sentAt());
        SignalState state =
                new SignalState(trade, sentAt, message.text(), message.source().jsonName());
        return new Decision(message.messageId(), message.position(), Outcome.SIGNAL, reason, state, changedAt(message));
    }

    private static Decision decision(Message message, Outcome outcome, String reason) {
        return new Decision(message.messageId(), message.position(), outcome, reason, null, changedAt(message));
    }

    private static Instant changedAt(Message message) {
        return message.editedAt() == null ? requireNonNull(message.sentAt()) : message.editedAt();
    }

    private static Decision failed(long messageId, long position, String reason) {
        String printable = reason.replace('\0', '\uFFFD');
        Instant acceptedAt = Instant.EPOCH.plus(position, ChronoUnit.MICROS);
        return new Decision(
                messageId,
                position,
                Outcome.FAILED,
                printable.substring(0, Math.min(printable.length(), MAX_REASON_LENGTH)),
                null,
                acceptedAt);
    }

    private static String missing(Incomplete incomplete) {
        return incomplete.missing().stream().map(Trade.Part::jsonName).collect(Collectors.joining(",", "missing ", ""));
    }
}
