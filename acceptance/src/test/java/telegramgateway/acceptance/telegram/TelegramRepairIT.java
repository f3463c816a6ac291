package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Post;

/** Every message id is accounted for, whatever was posted, deleted, refused or killed meanwhile. */
class TelegramRepairIT extends TelegramScene {
    private static final int MANY = 6_000;

    @Override
    Map<String, String> settings() {
        return Map.of(
                "TELEGRAM_BACKFILL",
                "all",
                "TELEGRAM_SWEEP",
                "10s",
                "TELEGRAM_SWEEP_MESSAGES",
                "1000",
                // So slow that a repair of MANY is still going on when it is killed, and on a fast machine too.
                "TELEGRAM_HISTORY_PER_MINUTE",
                "600");
    }

    /** What must be known of each id from the first to the newest that is known. */
    private Map<Long, String> expected(long first) {
        TreeMap<Long, String> states = new TreeMap<>();
        Map<Long, String> stored = gateway.stored(signals);
        for (Post post : signals.everyPost()) {
            long id = post.id();
            if (id >= first) {
                boolean kept = !post.isService() && (!post.isDeleted() || stored.containsKey(id));
                states.put(id, kept ? "stored" : post.isDeleted() ? "absent" : "refused");
            }
        }
        // What was deleted above the newest message before anybody had heard of it has never been.
        while ("absent".equals(states.get(states.lastKey()))) {
            states.pollLastEntry();
        }
        return states;
    }

    private void awaitAccountedFor(long first) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(gateway.coverage(signals)).isEqualTo(expected(first)));
        assertThat(gateway.stored(signals))
                .containsAllEntriesOf(TelegramGateway.posted(signals).entrySet().stream()
                        .filter(entry ->
                                entry.getKey() >= first && !entry.getValue().equals("deleted"))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private long firstPost() {
        gateway.logIn(reader);
        watchAndPost();
        return 1;
    }

    @Test
    void anOutageOfManyMessagesWithDeletionsAndServiceMessagesLeavesNoUnknownId() {
        long first = firstPost();
        gateway.service().close();
        List<Post> posts = signals.posts(500, i -> "while away " + i);
        signals.delete(posts.subList(100, 130));
        signals.retitled("Signals and more");
        signals.delete(signals.posts(20, i -> "deleted at the end " + i));
        gateway.service().start();

        gateway.awaitConnected();
        awaitAccountedFor(first);
    }

    @Test
    @Tag("slow")
    void killedInTheMiddleOfARepairItGoesOn() {
        long first = firstPost();
        gateway.service().close();
        signals.posts(MANY, i -> "while away " + i);
        for (int kill = 0; kill < 3; kill++) {
            int before = telegram.calls("messages.getHistory");
            gateway.service().start();
            await().atMost(LIMIT).until(() -> telegram.calls("messages.getHistory") > before + 5);
            gateway.service().kill();
        }
        gateway.service().start();

        gateway.awaitConnected();
        awaitAccountedFor(first);
    }

    @Test
    void aRowThatTheDatabaseHasLostComesBack() {
        long first = firstPost();
        signals.posts(20, i -> "signal " + i);
        gateway.awaitStored(signals);
        gateway.loseRow(signals, first + 10);

        gateway.awaitStored(signals);
        awaitAccountedFor(first);
    }

    /** TDLib loses track of the channel, and so tells neither. */
    @Test
    void anEditAndADeletionOfTheTimeAwayAreFound() {
        firstPost();
        List<Post> posts = signals.posts(50, i -> "signal " + i);
        gateway.awaitStored(signals);
        gateway.service().close();
        posts.get(10).edit("corrected while away");
        posts.get(20).delete();
        signals.posts(300, i -> "while away " + i);
        gateway.service().start();

        gateway.awaitConnected();
        gateway.awaitStored(signals);
        assertThat(gateway.metric("telegram_sweep_changes_total{change=\"edited\",session=\"user\"}"))
                .isPositive();
        assertThat(gateway.metric("telegram_sweep_changes_total{change=\"deleted\",session=\"user\"}"))
                .isPositive();
        assertThat(gateway.metric("telegram_versions_lost_total{session=\"user\"}"))
                .isPositive();
    }

    @Test
    void theHistoryOfAChannelIsReadWhenItIsRegisteredIfThatIsWanted() {
        Channel old = telegram.channel("Old").joinedBy(reader);
        old.posts(250, i -> "long ago " + i);
        gateway.logIn(reader);
        gateway.watch(old, "old_signals");

        gateway.awaitStored(old);
    }
}
