package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.message.database.Batches.posted;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChannelOwnersIT {
    private final TestDatabase sql = TestDatabase.shared();
    private final MessageDatabase database = sql.messages();
    private final long channel = TestDatabase.newChannel();
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();
    private long position = 10;

    /** Each gateway has one journal, of the same id. */
    private void apply(UUID gateway, long epoch) {
        long from = database.cursor(gateway, 0).position();
        position += 10;
        database.apply(new DeliveryBatch(
                gateway,
                gateway,
                0,
                from,
                position,
                List.of(posted(channel, position, position, "a")),
                List.of(),
                List.of(),
                Map.of(channel, epoch)));
    }

    private void assertFenced(UUID gateway, long epoch) {
        long before = database.head(channel);
        DeliveryCursor cursor = database.cursor(gateway, 0);
        assertThatThrownBy(() -> apply(gateway, epoch))
                .isInstanceOfSatisfying(
                        ChannelFencedException.class,
                        fenced -> assertThat(fenced.channelIds()).containsExactly(channel));
        assertThat(database.head(channel)).isEqualTo(before);
        assertThat(database.cursor(gateway, 0)).isEqualTo(cursor);
    }

    private Map<Long, Long> takeOver(UUID gateway) {
        return database.takeOver(gateway, new Takeover(Set.of(channel), false, Set.of()));
    }

    @Test
    void aChannelBelongsToTheFirstWhoWritesIt() {
        apply(first, 0);
        assertFenced(second, 0);
        apply(first, 0);
        assertThat(database.ownedBy(first)).containsExactly(Map.entry(channel, 0L));
    }

    @Test
    void aTakeoverRaisesTheEpochAndOlderOnesAreRefusedAlsoOfTheSameGateway() {
        apply(first, 0);
        assertThat(takeOver(second)).containsExactly(Map.entry(channel, 1L));
        assertFenced(first, 0);
        apply(second, 1);
        assertThat(takeOver(first)).containsExactly(Map.entry(channel, 2L));
        assertFenced(first, 0);
        assertFenced(second, 1);
        apply(first, 2);
        assertThat(takeOver(first)).isEmpty();
    }

    @Test
    void whoKnowsThatItIsFencedTakesItsChannelAnew() {
        apply(first, 0);
        assertThat(database.takeOver(first, new Takeover(Set.of(), true, Set.of(channel))))
                .containsEntry(channel, 1L);
    }

    @Test
    void aDatabaseFromBeforeTheTakeoverBelievesTheLaterEpoch() {
        apply(first, 0);
        apply(second, 3);
        assertFenced(first, 0);
        assertThat(database.ownedBy(second)).containsExactly(Map.entry(channel, 3L));
    }
}
