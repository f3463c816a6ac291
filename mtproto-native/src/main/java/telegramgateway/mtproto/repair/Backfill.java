package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

/**
 * Puts what was posted before a channel was registered among the unknown ids. From then on it is a hole like any other,
 * only the last one to be filled.
 *
 * @param depth zero for nothing, null for everything
 * @param note keeps facts; they are on disk when it returns
 */
record Backfill(@Nullable Duration depth, History history, Consumer<List<CoverageInterval>> note, InstantSource clock) {

    /** The ids that are wanted of a channel; asks Telegram where they begin. */
    Optional<CoverageInterval> wanted(long channelId) throws InterruptedException {
        if (Duration.ZERO.equals(depth) || !CoverageInterval.applies(channelId)) {
            return Optional.empty();
        }
        long newest = history.newest(channelId);
        if (newest == 0) {
            return Optional.empty();
        }
        long first = depth == null
                ? 1
                : history.firstSince(
                        Purpose.REQUESTED, channelId, clock.instant().minus(depth));
        return first > newest
                ? Optional.empty()
                : Optional.of(CoverageInterval.of(channelId, first, newest, CoverageState.UNKNOWN));
    }

    void begin(CoverageInterval wanted) {
        note.accept(List.of(wanted));
    }
}
