package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.acceptance.telegram.TelegramGateway.Answer;
import telegramgateway.local.TemporaryDirectory;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Post;

/** A bot without a user account receives what is posted and edited where it takes part. */
class TelegramBotIT extends TelegramScene {
    private static final int POSTS = 200;

    private final SecretFile token = new SecretFile(BOT_TOKEN);

    @Override
    Map<String, String> settings() {
        return Map.of("TELEGRAM_USER_ACCOUNT", "false", "TELEGRAM_INGESTION_BOT_TOKEN_FILE", token.toString());
    }

    @AfterEach
    void forget() {
        token.close();
    }

    @Test
    void whatIsPostedAndEditedWhereItTakesPartIsStoredAlsoAfterARestart() throws IOException {
        gateway.awaitConnected();
        assertThat(gateway.log()).contains("No channel is registered, so nothing is received");
        assertThat(gateway.metric("telegram_connection_status")).isEqualTo(1);
        signals.joinedBy(bot);
        watchAndPost();
        List<Post> posts = signals.posts(POSTS, i -> "signal " + i);
        gateway.awaitStored(signals);
        posts.getFirst().edit("signal 0, corrected");
        gateway.awaitStored(signals);
        assertThat(gateway.accounts(signals)).isEqualTo(Set.of("bot"));
        assertThat(gateway.events(signals)).isEqualTo(1 + POSTS + 1);

        gateway.service().close();
        gateway.service().start();
        gateway.awaitConnected();
        signals.posts("after the restart");
        gateway.awaitStored(signals);
        assertThat(telegram.calls("auth.importBotAuthorization")).isEqualTo(1);
        assertThat(gateway.log()).doesNotContain(BOT_TOKEN);
    }

    @Test
    @Tag("slow")
    void aChannelInWhichItTakesNoPartIsRefusedAndTheAnswerSaysWhatToDo() {
        gateway.awaitConnected();
        assertRefused(gateway.register("@nobody_has_this"), "Telegram refuses @nobody_has_this", "Check the name");
        Channel news = telegram.channel("News").named("news_of_today");
        assertRefused(gateway.register("@news_of_today"), "The bot takes no part in it", "administrator");
        Channel secret = telegram.channel("Secret");
        assertRefused(gateway.register(secret.chatId()), "Telegram refuses " + secret.chatId(), "must be a member");

        gateway.watch(news.joinedBy(bot), "news_of_today");
        gateway.watch(secret.joinedBy(bot));
        news.posts("news");
        secret.posts("a secret");
        gateway.awaitStored(news, secret);
    }

    private static void assertRefused(Answer answer, String... words) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(409);
        assertThat(answer.body().toString()).contains(words);
    }

    @Test
    @Tag("slow")
    void aTokenThatTelegramDoesNotKnowIsSaidAndTheRightOneLogsIn() throws IOException {
        gateway.awaitConnected();
        gateway.service().close();
        token.write("43:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr");
        TemporaryDirectory.delete(gateway.sessions.resolve("bot"));
        gateway.service().start();
        gateway.awaitState("bot", "failed");
        assertThat(gateway.log()).contains("Telegram refuses the bot's token").doesNotContain("43:AA");
        assertThat(gateway.look("/health").status()).isEqualTo(503);
        Answer refused = gateway.register("@signals");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().toString()).contains("The session bot is failed.", "See the log");

        gateway.service().close();
        token.write(BOT_TOKEN);
        gateway.service().start();
        gateway.awaitConnected();
    }
}
