package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.mtproto.journal.Facts.Fact;

/**
 * One appending transaction. What it sees and assigns holds: nobody else appends meanwhile, and nothing of it is
 * visible before all of it is on disk. For use by one thread, within the call that gives it.
 */
public final class Append {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Connection connection;
    private final JournalState before;
    private final Map<Long, Long> channelHeads;
    private final long factRoom;
    private final InstantSource clock;
    private final List<MessageEvent> events = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final Map<Long, Long> movedChannels = new HashMap<>();
    private final Map<MessageKey, KnownMessage> changed = new HashMap<>();
    private long lastPosition;
    private long lastSequence;

    private record MessageKey(long channelId, long messageId) {}

    /** @param factRoom how many facts may be noted */
    Append(
            Connection connection,
            JournalState before,
            Map<Long, Long> channelHeads,
            long factRoom,
            InstantSource clock) {
        this.connection = connection;
        this.before = before;
        this.channelHeads = channelHeads;
        this.factRoom = factRoom;
        this.clock = clock;
        this.lastPosition = before.lastPosition();
        this.lastSequence = before.lastSequence();
    }

    /** What the message was after its latest event; null if that is not remembered. */
    public @Nullable KnownMessage known(long channelId, long messageId) {
        KnownMessage own = changed.get(new MessageKey(channelId, messageId));
        try {
            return own != null ? own : HeadTable.find(connection, channelId, messageId);
        } catch (SQLException e) {
            throw new JournalException("The journal cannot look up a message: " + e.getMessage(), e);
        }
    }

    /**
     * Appends an observation as the channel's next event.
     *
     * @param contentHash of the observation; of a deletion it is not used
     * @param known what {@link #known} or the database said; null if neither knows the message
     */
    public MessageEvent append(
            Message observation, MessageKind kind, byte[] contentHash, @Nullable KnownMessage known) {
        long channelId = observation.channelId();
        long previous =
                movedChannels.getOrDefault(channelId, channelHeads.getOrDefault(channelId, before.startPosition()));
        lastPosition = nextPosition();
        lastSequence++;
        Message message = observation.accepted(kind, lastPosition);
        MessageEvent event =
                new MessageEvent(lastSequence, lastPosition, previous, message, MessageJson.encode(message));
        events.add(event);
        movedChannels.put(channelId, lastPosition);
        changed.put(new MessageKey(channelId, observation.messageId()), stateAfter(event, contentHash, known));
        return event;
    }

    private static KnownMessage stateAfter(MessageEvent event, byte[] contentHash, @Nullable KnownMessage known) {
        Message message = event.message();
        boolean deleted = message.kind() == MessageKind.DELETED;
        if (!deleted) {
            return new KnownMessage(
                    event.channelId(),
                    event.messageId(),
                    event.position(),
                    message.sentAt(),
                    message.editedAt(),
                    false,
                    contentHash);
        }
        return new KnownMessage(
                event.channelId(),
                event.messageId(),
                event.position(),
                known == null ? null : known.sentAt(),
                known == null ? null : known.editedAt(),
                true,
                known == null ? null : known.contentHash());
    }

    /**
     * Notes a fact about message ids, between the events before and after it.
     *
     * @return false when there is no room for it: then the ids stay unknown, and are asked for again
     */
    public boolean note(CoverageInterval fact) {
        if (!CoverageInterval.applies(fact.channelId())) {
            return true;
        }
        if (facts.size() >= factRoom) {
            return false;
        }
        lastPosition = nextPosition();
        facts.add(new Fact(lastPosition, fact));
        return true;
    }

    private long nextPosition() {
        return Math.max(lastPosition + 1, micros(clock.instant()));
    }

    /** Writes what was appended; returns where the journal then stands. */
    JournalState finish() throws SQLException {
        JournalState after = before.grown(lastPosition, lastSequence);
        if (!events.isEmpty()) {
            EntryTable.insert(connection, events);
            HeadTable.put(connection, changed.values());
            ChannelTable.putHeads(connection, movedChannels);
        }
        if (!facts.isEmpty()) {
            FactTable.insert(connection, facts);
        }
        if (lastPosition > before.lastPosition()) {
            after.write(connection);
        }
        return after;
    }

    int facts() {
        return facts.size();
    }

    List<MessageEvent> events() {
        return events;
    }

    Map<Long, Long> movedChannels() {
        return movedChannels;
    }

    private static long micros(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), time.getNano() / NANOS_PER_MICRO);
    }
}
