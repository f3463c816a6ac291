package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Draft;

/** A channel is registered with the history of the last days. */
class TelegramBackfillIT extends TelegramScene {
    private static final int POSTS_EACH_DAY = 20;
    private static final int DAYS = 20;
    private static final int WANTED_DAYS = 7;

    @Override
    Map<String, String> settings() {
        return Map.of("TELEGRAM_BACKFILL", WANTED_DAYS + "d");
    }

    @Test
    @Tag("slow")
    void whatIsOlderStaysWhereItIs() {
        Channel old = telegram.channel("Old").joinedBy(reader);
        Instant now = Instant.now();
        Map<Long, String> wanted = new TreeMap<>();
        for (int age = DAYS; age > 0; age--) {
            for (int i = 0; i < POSTS_EACH_DAY; i++) {
                // Half a day away from the bound: it is a matter of seconds otherwise.
                Instant sentAt = now.minus(Duration.ofDays(age))
                        .plus(Duration.ofHours(12))
                        .plusSeconds(i);
                String text = "post " + i + ", " + age + " days old";
                long id = old.posts(Draft.text(text).sentAt(sentAt)).id();
                if (age <= WANTED_DAYS) {
                    wanted.put(id, text);
                }
            }
        }
        gateway.logIn(reader);
        gateway.watch(old, "old_signals");

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(gateway.stored(old)).hasSize(wanted.size()));
        assertThat(gateway.stored(old)).containsExactlyInAnyOrderEntriesOf(wanted);
        assertThat(gateway.coverage(old)).containsOnlyKeys(wanted.keySet()).doesNotContainValue("unknown");
    }
}
