package telegramgateway.api.realtime;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How one session is, whenever that changes. */
final class StatusSource implements Source {
    private final SessionStatuses statuses;
    private final String session;
    private final InstantSource clock;
    private final Semaphore hints = new Semaphore(0);
    private @Nullable SessionStatus told;

    StatusSource(SessionStatuses statuses, String session, InstantSource clock) {
        this.statuses = statuses;
        this.session = session;
        this.clock = clock;
        statuses.add(this);
    }

    @Override
    public Frame opening() {
        return new Frame(
                Frame.Kind.OPEN,
                null,
                clock.millis(),
                JsonMapper.shared().writeValueAsBytes(Map.of("sessionId", session)));
    }

    @Override
    public List<Frame> next() {
        SessionStatus now = statuses.of(session);
        if (now.equals(told)) {
            return List.of();
        }
        told = now;
        return List.of(new Frame(
                Frame.Kind.STATUS, null, clock.millis(), JsonMapper.shared().writeValueAsBytes(now.shown(session))));
    }

    @Override
    public void sleepNanos(long atMost) {
        try {
            if (hints.tryAcquire(atMost, TimeUnit.NANOSECONDS)) {
                hints.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wake() {
        hints.release();
    }

    @Override
    public void close() {
        statuses.remove(this);
    }
}
