package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Post;
import tools.jackson.databind.JsonNode;

/** A bot beside the user account: what both see is taken once, from the user account as long as it receives. */
class TelegramBotBesideIT extends TelegramScene {
    private static final int POSTS = 200;

    @Override
    Map<String, String> settings() {
        return Map.of("TELEGRAM_INGESTION_BOT_TOKEN", BOT_TOKEN);
    }

    private void beginWithBoth() {
        signals.joinedBy(bot);
        gateway.logIn(reader);
        await().atMost(LIMIT).until(() -> telegram.listeners() == 2);
        watchAndPost();
    }

    @Test
    void theUsersCopyIsTakenAndTheBotsIsCountedAndItsOwnChannelIsTakenFromTheBot() {
        beginWithBoth();
        Channel ofTheBot = telegram.channel("The bot's own").joinedBy(bot);
        gateway.watch(ofTheBot);
        List<Post> posts = signals.posts(POSTS, i -> "signal " + i);
        ofTheBot.posts(POSTS, i -> "for the bot " + i);
        gateway.awaitStored(signals, ofTheBot);
        posts.getFirst().edit("signal 0, corrected");
        posts.getLast().delete();
        gateway.awaitStored(signals, ofTheBot);

        assertThat(gateway.accounts(signals)).isEqualTo(Set.of("user"));
        assertThat(gateway.accounts(ofTheBot)).isEqualTo(Set.of("bot"));
        // Each of them once: the first, the posts, an edit, a deletion.
        assertThat(gateway.events(signals)).isEqualTo(1 + POSTS + 2);
        assertThat(gateway.events(ofTheBot)).isEqualTo(POSTS);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(gateway.metric("gateway_rejected_total{reason=\"covered_by_user_account\"}"))
                                .isGreaterThanOrEqualTo(1 + POSTS));
        JsonNode books = gateway.get("/journal");
        long rejected =
                books.path("rejected").valueStream().mapToLong(JsonNode::asLong).sum();
        assertThat(books.path("received").asLong())
                .isEqualTo(books.path("accepted").asLong()
                        + rejected
                        + books.path("waiting").asLong());
    }

    @Test
    void theBotTakesOverWhileTheUserAccountIsLoggedOutAndNothingIsMissingOnceItIsBack() {
        beginWithBoth();
        try (PostStream _ = PostStream.to(signals)) {
            await().atMost(LIMIT).until(() -> gateway.stored(signals).size() > POSTS);
            reader.revokesAllSessions();
            gateway.awaitState("expired");
            await().atMost(LIMIT).until(() -> gateway.accounts(signals).equals(Set.of("user", "bot")));

            gateway.step("phone", reader.phone());
            gateway.step("code", reader.code());
            gateway.awaitConnected();
        }
        gateway.awaitStored(signals);
        assertThat(gateway.events(signals)).isEqualTo(gateway.stored(signals).size());
    }

    @Test
    @Tag("slow")
    void whatWasPostedWhileTheGatewayWasAwayIsReadThoughTheBotIsBackFirst() {
        beginWithBoth();
        gateway.service().close();
        signals.posts(POSTS, i -> "while away " + i);
        try (PostStream _ = PostStream.to(signals)) {
            gateway.service().start();
            gateway.awaitConnected();
        }
        gateway.awaitStored(signals);
    }
}
