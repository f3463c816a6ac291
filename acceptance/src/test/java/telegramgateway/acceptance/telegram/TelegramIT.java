package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Post;

/** What a channel's subscribers see on Telegram is what the gateway has, whatever happens to it meanwhile. */
class TelegramIT extends TelegramScene {
    private static final int POSTS = 1_000;

    @Test
    void aThousandPostsWithEditsAndDeletionsArriveLive() throws Exception {
        gateway.logIn(reader);
        assertThat(gateway.log()).contains("No channel is registered, so nothing is received");
        signals.posts("before it was registered").delete();
        gateway.watch(signals, "signals");
        List<Post> posts = signals.posts(POSTS, i -> "signal " + i);
        await().atMost(LIMIT).until(() -> gateway.stored(signals).size() >= POSTS);
        for (int i = 0; i < POSTS; i += 10) {
            posts.get(i).edit("signal " + i + ", corrected");
            posts.get(i + 5).delete();
        }

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(gateway.stored(signals))
                        .containsAllEntriesOf(TelegramGateway.posted(signals).entrySet().stream()
                                .filter(entry ->
                                        entry.getKey() >= posts.getFirst().id())
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
        assertThat(gateway.log()).contains("Telegram connected");
    }

    @Test
    void killedInTheMiddleOfAStreamItMissesNothing() {
        gateway.logIn(reader);
        watchAndPost();
        for (int kill = 0; kill < 3; kill++) {
            int round = kill;
            int before = gateway.stored(signals).size();
            Thread stream = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < POSTS; i++) {
                    signals.posts("round " + round + ", signal " + i);
                }
            });
            await().atMost(LIMIT).until(() -> gateway.stored(signals).size() > before + POSTS / 10);
            gateway.service().kill();
            join(stream);
            gateway.service().start();
            gateway.awaitConnected();
        }

        signals.posts("the last");
        gateway.awaitStored(signals);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWasPostedWhileItWasAwayIsReadFromTelegramsHistory() {
        gateway.logIn(reader);
        watchAndPost();
        gateway.service().close();
        signals.posts(500, i -> "while away " + i);
        gateway.service().start();

        gateway.awaitConnected();
        gateway.awaitStored(signals);
    }

    @Test
    void aConnectionThatIsLostShowsAndComesBack() {
        gateway.logIn(reader);
        watchAndPost();
        gateway.simulator.goesAway();
        await().atMost(LIMIT).until(() -> gateway.service().health().equals("unhealthy"));
        assertThat(gateway.get("/health").path("telegram").asString()).isEqualTo("disconnected");
        assertThat(gateway.get("/health").path("error").asString()).isEqualTo("Connection lost to Telegram servers");
        signals.posts(300, i -> "during the outage " + i);
        gateway.simulator.comesBack();

        gateway.awaitConnected();
        gateway.awaitStored(signals);
    }

    @Test
    @Tag("slow")
    void whoLosesAccessToAChannelKeepsItsMessages() {
        Channel news = telegram.channel("News").joinedBy(reader);
        gateway.logIn(reader);
        gateway.watch(signals, "signals");
        gateway.watch(news, "news_of_today");
        signals.posts(50, i -> "signal " + i);
        gateway.awaitStored(signals);
        signals.bans(reader);
        news.posts("after that");

        gateway.awaitStored(news, signals);
    }
}
