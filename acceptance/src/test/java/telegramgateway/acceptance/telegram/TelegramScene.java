package telegramgateway.acceptance.telegram;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.World;

/**
 * What each story begins with: a gateway that runs and is not logged in, a reader, a bot, and a channel that the reader
 * has joined.
 */
@Tag("telegram")
abstract class TelegramScene {
    static final String BOT_TOKEN = "42:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";

    TelegramGateway gateway;
    World telegram;
    Account reader;
    Account bot;
    Channel signals;

    /** What the story's gateway is told beyond the usual. */
    Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    void begin() {
        gateway = TelegramGateway.prepare(settings());
        telegram = gateway.simulator.world();
        reader = telegram.person("+5511999990001", "Reader");
        signals = telegram.channel("Signals").joinedBy(reader);
        bot = telegram.bot(BOT_TOKEN, "Helper");
        gateway.service().start();
    }

    @AfterEach
    void end() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /** Registers the channel; its first post is stored then. */
    void watchAndPost() {
        gateway.watch(signals, "signals");
        signals.posts("the first");
        gateway.awaitStored(signals);
    }
}
