package telegramgateway.api.messages;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import telegramgateway.api.http.Periodic;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Stands in for hints that get lost: looks at the head of each chat that any stream follows, and wakes its streams when
 * it has risen. So a stream that sleeps costs nothing, however many follow the same chat. Safe for use by many threads.
 */
@Component
final class LostHints implements SmartLifecycle {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(LostHints.class);

    private final MessageFeed feed;
    private final WakeUps wakeUps;
    private final Map<Long, Followed> followed = new ConcurrentHashMap<>();
    private final Periodic periodic = new Periodic("lost-hints", CHECK_INTERVAL, this::look);

    LostHints(MessageFeed feed, WakeUps wakeUps) {
        this.feed = feed;
        this.wakeUps = wakeUps;
    }

    /** Looks at these chats until closed. */
    Watch watch(Set<Long> chats) {
        Watch watch = new Watch(Set.copyOf(chats));
        watch.chats.forEach(chat -> followed.compute(
                chat, (_, known) -> known == null ? new Followed(1, 0) : new Followed(known.by + 1, known.head)));
        return watch;
    }

    private void look() {
        try {
            for (long chat : followed.keySet()) {
                long head = feed.head(chat);
                Followed known = followed.get(chat);
                if (known != null && head > known.head) {
                    followed.computeIfPresent(chat, (_, now) -> new Followed(now.by, head));
                    wakeUps.wake(chat);
                }
            }
        } catch (StoreUnavailableException e) {
            log.debug("The heads of chats cannot be read now", e);
        } catch (RuntimeException e) {
            log.error("The heads of chats could not be read", e);
        }
    }

    @Override
    public void start() {
        periodic.start();
    }

    @Override
    public void stop() {
        periodic.stop();
    }

    @Override
    public boolean isRunning() {
        return periodic.isRunning();
    }

    private record Followed(int by, long head) {}

    /** One stream's interest. */
    final class Watch implements AutoCloseable {
        private final Set<Long> chats;

        private Watch(Set<Long> chats) {
            this.chats = chats;
        }

        @Override
        public void close() {
            chats.forEach(chat -> followed.computeIfPresent(
                    chat, (_, known) -> known.by == 1 ? null : new Followed(known.by - 1, known.head)));
        }
    }
}
