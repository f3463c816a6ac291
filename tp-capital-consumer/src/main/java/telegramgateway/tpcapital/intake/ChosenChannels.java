package telegramgateway.tpcapital.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import telegramgateway.message.database.ChannelRow;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;

/** Whose messages are wanted, for ways of delivery that bring those of every channel. Safe for use by many threads. */
public final class ChosenChannels {
    private static final Duration ANSWER_LIFE = Duration.ofSeconds(5);

    private final ChannelChoice choice;
    private final MessageDatabase database;
    private final InstantSource clock;
    private Set<Long> inactive = Set.of();
    private Instant askedAt = Instant.MIN;

    public ChosenChannels(ChannelChoice choice, MessageDatabase database, InstantSource clock) {
        this.choice = choice;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Where every channel is wanted, also one that the database does not know yet: other ways may be faster.
     *
     * @throws StoreUnavailableException when the database must be asked and cannot answer
     */
    public boolean contain(long channelId) {
        return choice.all()
                ? !inactive().contains(channelId)
                : choice.channelIds().contains(channelId);
    }

    private synchronized Set<Long> inactive() {
        Instant now = clock.instant();
        if (now.isBefore(askedAt) || !now.isBefore(askedAt.plus(ANSWER_LIFE))) {
            inactive = database.channels().stream()
                    .filter(row -> !row.active())
                    .map(ChannelRow::channelId)
                    .collect(Collectors.toUnmodifiableSet());
            askedAt = now;
        }
        return inactive;
    }
}
