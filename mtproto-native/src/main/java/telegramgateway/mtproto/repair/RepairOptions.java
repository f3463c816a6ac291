package telegramgateway.mtproto.repair;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an account reads Telegram's history by itself.
 *
 * @param historyPerMinute requests in the long run, at least 1
 * @param coverageCheck how often unknown ids are looked for where nothing tells of them
 * @param backfill how much of a channel's history is read when it is registered; zero for none, null for all
 * @param sweep how often the newest messages are compared with Telegram's; zero for never
 * @param sweepMessages about how many of a channel at most
 * @param sweepAge how old they are at most
 * @param stallAfter the shortest silence on which a channel may be asked for its newest message; zero for never
 */
public record RepairOptions(
        int historyPerMinute,
        Duration coverageCheck,
        @Nullable Duration backfill,
        Duration sweep,
        int sweepMessages,
        Duration sweepAge,
        Duration stallAfter) {}
