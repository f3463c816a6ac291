package telegramgateway.api.messages;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import telegramgateway.api.channels.KnownChannels;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.Parameters;

/** Opens streams of messages. Safe for use by many threads. */
@Component
public final class MessageStreams {
    /** The parameters by which a stream is asked for. */
    public static final List<String> PARAMETERS = Parameters.names(List.of("chats", "after"), MessageForm.PARAMETERS);

    /** Streams that read at the same time: many of one chat wake at once, and polls want to read as well. */
    private static final int READERS_MAX = 16;

    private static final String LATEST = "latest";
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private final ChatsFeed feed;
    private final FeedCursor cursors;
    private final PolledChats chats;
    private final KnownChannels channels;
    private final SessionChats sessions;
    private final WakeUps wakeUps;
    private final LostHints lostHints;
    private final Semaphore readers = new Semaphore(READERS_MAX, true);
    private final StageTimer acceptedToStreamed;

    MessageStreams(
            ChatsFeed feed,
            FeedCursor cursors,
            PolledChats chats,
            KnownChannels channels,
            SessionChats sessions,
            WakeUps wakeUps,
            LostHints lostHints,
            InstantSource clock,
            MeterRegistry metrics) {
        this.feed = feed;
        this.cursors = cursors;
        this.chats = chats;
        this.channels = channels;
        this.sessions = sessions;
        this.wakeUps = wakeUps;
        this.lostHints = lostHints;
        this.acceptedToStreamed = new StageTimer("streamed", clock, metrics);
    }

    /**
     * A stream that begins after a cursor, or now.
     *
     * @param session whose chats it is of, unless {@code chats} names some of them; null for those that are named
     * @param lastEvent the cursor of the last event that the client had, which counts more than {@code after}
     */
    public MessageStream open(
            Parameters parameters, @Nullable String session, @Nullable String lastEvent, Caller caller) {
        MessageForm form = MessageForm.of(parameters);
        String named = parameters.text("chats");
        Set<Long> followed = session == null || named != null
                ? chats.listed(named, session, caller)
                : chats.of(session, List.of(), caller);
        String after = lastEvent == null ? parameters.text("after") : lastEvent;
        Map<Long, Long> positions = after != null && POSITION.matcher(after).matches()
                ? samePosition(followed, after)
                : cursors.positions(followed, after == null ? LATEST : after);
        followed.forEach(channels::require);
        return new MessageStream(feed, wakeUps, lostHints, readers, acceptedToStreamed, form, positions);
    }

    /** Lets a stream of all chats of a session follow those that have come since. */
    public void follow(MessageStream stream, String session, Caller caller) {
        stream.follow(chats.readable(sessions.of(session), caller));
    }

    private Map<Long, Long> samePosition(Set<Long> followed, String text) {
        Map<Long, Long> positions = new LinkedHashMap<>();
        followed.forEach(chat -> positions.put(chat, cursors.position(chat, text)));
        return positions;
    }
}
