package telegramgateway.api.realtime;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.api.StreamSettings;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Standing;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.service.web.ErrorAnswer;
import telegramgateway.service.web.RequestRefusedException;

/**
 * One client's stream. It asks its source for more only when the client has taken what there was: so a slow client
 * costs a page of memory, and nobody else waits for it.
 */
final class OpenStream {
    private static final Logger log = LoggerFactory.getLogger(OpenStream.class);
    private static final String CLIENT_LEFT = "client_left";

    private final Source source;
    private final Standing standing;
    private final long heartbeat;
    private final long patience;
    private volatile @Nullable ErrorAnswer end;
    private volatile boolean left;

    OpenStream(Source source, Standing standing, StreamSettings settings) {
        this.source = source;
        this.standing = standing;
        this.heartbeat = settings.heartbeat().toNanos();
        this.patience = settings.patience().toNanos();
    }

    /** Tells what there is until it is ended or the client has gone. Gives the reason, for the metric. */
    String run(Line line) {
        ErrorAnswer reason;
        try {
            reason = tell(line);
        } catch (IOException e) {
            log.debug("The client of a stream has gone", e);
            return CLIENT_LEFT;
        }
        if (reason == null) {
            return CLIENT_LEFT;
        }
        try {
            line.end(reason);
        } catch (IOException e) {
            log.debug("The client of a stream had gone before it could be told", e);
        }
        return reason.code().toLowerCase(Locale.ROOT);
    }

    /** Why it ends; null when the client has gone. */
    private @Nullable ErrorAnswer tell(Line line) throws IOException {
        try {
            write(line, List.of(source.opening()));
            long spokeAt = System.nanoTime();
            while (end == null && !left) {
                List<Frame> news = source.next();
                if (!news.isEmpty()) {
                    write(line, news);
                    spokeAt = System.nanoTime();
                    continue;
                }
                long silent = System.nanoTime() - spokeAt;
                if (silent >= heartbeat) {
                    inTime(line::heartbeat);
                    spokeAt = System.nanoTime();
                    silent = 0;
                }
                if (end == null && !left) {
                    source.sleepNanos(heartbeat - silent);
                }
            }
            return left ? null : end;
        } catch (RequestRefusedException refused) {
            return refused.answer();
        } catch (RuntimeException e) {
            log.error("A stream failed", e);
            return ErrorAnswer.of(
                    500, "INTERNAL_ERROR", "The service failed", "Connect again; the service's log has more.");
        }
    }

    private void write(Line line, List<Frame> frames) throws IOException {
        for (Frame frame : frames) {
            if (end != null || left) {
                return;
            }
            inTime(() -> line.write(frame));
        }
        inTime(line::flush);
    }

    private void inTime(Step step) throws IOException {
        long begun = System.nanoTime();
        step.take();
        if (System.nanoTime() - begun > patience) {
            throw ErrorCode.CLIENT_TOO_SLOW.refuse(
                    "The client took nothing for too long",
                    "Connect again with the cursor of the last event: nothing is lost.");
        }
    }

    /** Looks whether the caller may still have it, and ends it if not. By any thread. */
    void check() {
        try {
            standing.caller();
        } catch (RequestRefusedException refused) {
            end(refused.answer());
        } catch (StoreUnavailableException e) {
            end(ErrorAnswer.of(
                    503,
                    "STORE_UNAVAILABLE",
                    "Nobody can tell any more whether the key is good",
                    "Connect again with the cursor of the last event."));
        }
    }

    /** By any thread. */
    void end(ErrorAnswer reason) {
        end = reason;
        source.wake();
    }

    /** Notes that nobody is there any more. By any thread. */
    void clientLeft() {
        left = true;
        source.wake();
    }

    void close() {
        source.close();
    }

    private interface Step {
        void take() throws IOException;
    }
}
