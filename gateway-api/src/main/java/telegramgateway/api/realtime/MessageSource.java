package telegramgateway.api.realtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import telegramgateway.api.http.Standing;
import telegramgateway.api.messages.MessageStream;
import telegramgateway.api.messages.MessageStreams;
import telegramgateway.api.messages.StreamedMessage;
import telegramgateway.message.MessageKind;
import telegramgateway.message.feed.StoreUnavailableException;
import tools.jackson.databind.json.JsonMapper;

/** The messages of several chats. Says also when no tier can answer, and when one can again. */
final class MessageSource implements Source {
    /** How long it waits before it looks again while a tier is away. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private static final int MICROS_PER_MILLI = 1_000;

    private enum State {
        HISTORY,
        LIVE,
        UNCONFIRMED,
        UNAVAILABLE
    }

    private final MessageStreams streams;
    private final MessageStream stream;
    private final @Nullable String session;
    private final Standing standing;
    private final InstantSource clock;
    private State state = State.HISTORY;
    private boolean soonAgain;

    /** @param session whose chats are followed also when they come later; null for a stream of named chats */
    MessageSource(
            MessageStreams streams,
            MessageStream stream,
            @Nullable String session,
            Standing standing,
            InstantSource clock) {
        this.streams = streams;
        this.stream = stream;
        this.session = session;
        this.standing = standing;
        this.clock = clock;
    }

    @Override
    public Frame opening() {
        Map<String, Object> data = Map.of(
                "chats", stream.chats().stream().sorted().map(String::valueOf).toList());
        return new Frame(Frame.Kind.OPEN, stream.cursor(), clock.millis(), json(data));
    }

    @Override
    public List<Frame> next() {
        Optional<MessageStream.Found> read;
        try {
            if (session != null) {
                streams.follow(stream, session, standing.caller());
            }
            read = stream.read();
        } catch (StoreUnavailableException e) {
            soonAgain = true;
            return now(State.UNAVAILABLE, e.getMessage());
        }
        if (read.isEmpty()) {
            soonAgain = true;
            return List.of();
        }
        MessageStream.Found found = read.get();
        List<Frame> frames = new ArrayList<>();
        found.messages().forEach(message -> frames.add(frame(message)));
        boolean atEnd = !found.hasMore();
        boolean stuck = found.hasMore() && frames.isEmpty();
        soonAgain = stuck || found.unconfirmed();
        if (atEnd || stuck) {
            frames.addAll(now(stuck || found.unconfirmed() ? State.UNCONFIRMED : State.LIVE, null));
        }
        return frames;
    }

    /** The state, if it is another one than the one before. */
    private List<Frame> now(State after, @Nullable String reason) {
        if (state == after) {
            return List.of();
        }
        state = after;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("state", after.name().toLowerCase(Locale.ROOT));
        if (reason != null) {
            data.put("reason", reason);
        }
        return List.of(new Frame(Frame.Kind.STATE, null, clock.millis(), json(data)));
    }

    private static Frame frame(StreamedMessage message) {
        return new Frame(kind(message.kind()), message.cursor(), message.position() / MICROS_PER_MILLI, message.json());
    }

    private static Frame.Kind kind(MessageKind kind) {
        return switch (kind) {
            case POSTED -> Frame.Kind.POSTED;
            case EDITED -> Frame.Kind.EDITED;
            case DELETED -> Frame.Kind.DELETED;
        };
    }

    private static byte[] json(Map<String, Object> data) {
        return JsonMapper.shared().writeValueAsBytes(data);
    }

    /** A stop of the service wakes it, and whoever stops the service ends the stream. */
    @Override
    public void sleepNanos(long atMost) {
        boolean _ = stream.sleepNanos(soonAgain ? Math.min(atMost, AGAIN.toNanos()) : atMost);
    }

    @Override
    public void wake() {
        stream.wake();
    }

    @Override
    public void close() {
        stream.close();
    }
}
