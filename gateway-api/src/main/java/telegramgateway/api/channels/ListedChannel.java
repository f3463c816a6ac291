package telegramgateway.api.channels;

import org.jspecify.annotations.Nullable;
import telegramgateway.message.coverage.ChannelCoverage;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.message.database.ChannelRow;

/**
 * A channel as the list shows it.
 *
 * @param coverage null where nothing is known of message ids: they are not dense, or none came yet
 */
record ListedChannel(
        long channelId,
        @Nullable String title,
        @Nullable String username,
        @Nullable String type,
        boolean active,
        boolean registered,
        @Nullable Coverage coverage) {

    /** Numbers of the message ids from the first to the newest that is known; every id is one of the five. */
    record Coverage(long first, long newest, long stored, long absent, long refused, long retired, long unknown) {
        static Coverage of(ChannelCoverage known) {
            return new Coverage(
                    known.first(),
                    known.newest(),
                    known.ids(CoverageState.STORED),
                    known.ids(CoverageState.ABSENT) + known.ids(CoverageState.ABSENT_PER_EXPORT),
                    known.ids(CoverageState.REFUSED),
                    known.ids(CoverageState.RETIRED),
                    known.unknown());
        }
    }

    static ListedChannel of(ChannelRow channel, @Nullable ChannelCoverage known) {
        return new ListedChannel(
                channel.channelId(),
                channel.title(),
                channel.username(),
                channel.type(),
                channel.active(),
                channel.registered(),
                known == null ? null : Coverage.of(known));
    }
}
