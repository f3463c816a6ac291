package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import telegramgateway.acceptance.telegram.TelegramGateway.Ended;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Post;

/** {@code bin/audit --source} finds what nothing told: here nothing else looks. */
class TelegramAuditIT extends TelegramScene {
    private static final int POSTS = 250;

    @Override
    Map<String, String> settings() {
        return Map.of("TELEGRAM_SWEEP", "0s", "TELEGRAM_STALL_AFTER", "0s");
    }

    private Ended audit(Channel channel, String... more) throws IOException {
        String[] arguments = {
            "--source", "--url", gateway.address().toString(), "--channel", Long.toString(channel.chatId())
        };
        return gateway.audit(
                Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
    }

    @Test
    void editsAndDeletionsOfOldMessagesAreFoundAndTaken() throws IOException {
        gateway.logIn(reader);
        watchAndPost();
        List<Post> posts = signals.posts(POSTS, i -> "signal " + i);
        gateway.awaitStored(signals);
        assertThat(audit(signals)).satisfies(clean -> {
            assertThat(clean.output())
                    .startsWith("COMPLETE  ")
                    .contains("telegram    251 messages compared with 251 stored ones\n");
            assertThat(clean.status()).isZero();
        });
        gateway.service().close();
        // TDLib is told only that it missed too much, and so tells neither.
        telegram.tooLongAfter(1);
        posts.get(10).edit("corrected while nobody looked");
        posts.get(20).delete();
        posts.get(200).delete();
        gateway.service().start();
        gateway.awaitConnected();

        Ended differs = audit(signals);

        assertThat(differs.output())
                .startsWith("DIFFERS  ")
                .contains(
                        "  ! messages that were edited without a word: 1: "
                                + posts.get(10).id() + "\n",
                        "  ! messages that were deleted without a word: 2: "
                                + posts.get(200).id() + ", " + posts.get(20).id() + "\n");
        assertThat(differs.status()).isEqualTo(1);
        gateway.awaitStored(signals);
        Ended again = audit(signals, "--json");
        assertThat(again.output()).contains("\"clean\" : true", "\"messages\" : 249");
        assertThat(again.status()).isZero();
    }

    @Test
    void aChannelThatTheGatewayDoesNotTakeIsNotCompared() throws IOException {
        gateway.logIn(reader);
        watchAndPost();
        Channel other = telegram.channel("Other").joinedBy(reader);

        assertThat(audit(other).output()).contains("not to the end: the gateway does not take it from Telegram");
    }
}
