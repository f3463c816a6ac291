package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Post;
import telegramgateway.simulator.world.World;

/** One setting forwards everything to one chat. */
@Tag("telegram")
class TelegramDefaultRuleIT {
    private static final long FIRST_CHANNEL = -1_000_000_002_001L;

    @Test
    void everyRegisteredChannelIsForwardedToTheChatOfTheSetting() throws Exception {
        try (TelegramGateway gateway =
                TelegramGateway.prepare(Map.of("TELEGRAM_DESTINATION_CHANNEL_ID", String.valueOf(FIRST_CHANNEL)))) {
            World telegram = gateway.simulator.world();
            Account reader = telegram.person("+5511999990001", "Reader");
            Channel copies = telegram.channel("Copies").writtenBy(reader);
            assertThat(copies.chatId()).isEqualTo(FIRST_CHANNEL);
            Channel signals = telegram.channel("Signals").joinedBy(reader);
            Channel news = telegram.channel("News").joinedBy(reader);
            gateway.service().start();
            gateway.logIn(reader);
            gateway.watch(signals, "signals");
            gateway.watch(news, "news_of_today");
            gateway.watch(copies, "copies");
            signals.posts("a signal");
            news.posts("news");
            copies.posts("by somebody else");

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(copies.livePosts())
                            .extracting(Post::text)
                            .containsExactlyInAnyOrder("a signal", "news", "by somebody else"));
            assertThat(gateway.log()).contains("forwards every registered channel to " + FIRST_CHANNEL);
            gateway.service().close();
            gateway.service().start();
            gateway.awaitConnected();
            signals.posts("another signal");
            await().atMost(LIMIT).until(() -> copies.livePosts().size() == 4);
            assertThat(gateway.get("/forwarding-rules").path("rules")).hasSize(1);
        }
    }
}
