package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.cache.TestRedis.NOW;
import static telegramgateway.message.cache.TestRedis.RAW;
import static telegramgateway.message.cache.TestRedis.feed;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import telegramgateway.message.MessageEvent;

class WriteEventScriptIT {
    private static final long HOUR = Duration.ofHours(1).toNanos() / 1_000;

    private final long channel = TestRedis.newChannel();
    private final WriteEventScript script = new WriteEventScript(TestRedis.OPTIONS);

    @Test
    void theFirstEventOfAChannelMakesAFeedThatIsCompleteFromTheBeginning() {
        MessageEvent event = TestMessages.event(channel, 7, NOW, 0);

        assertThat(write(script, event)).isEqualTo(1);

        assertThat(feed(channel)).containsExactly(Map.entry("floor", 0L), Map.entry("7", NOW));
        assertThat(RAW.get(CacheKeys.message(channel, 7))).isEqualTo(new String(event.json(), UTF_8));
        assertThat(RAW.pttl(CacheKeys.message(channel, 7))).isBetween(3_590_000L, 3_600_000L);
        assertThat(RAW.pttl(CacheKeys.feed(channel))).as("no expiry").isEqualTo(-1);
    }

    @Test
    void anEditMovesItsMessageToTheEnd() {
        write(script, TestMessages.event(channel, 7, NOW, 0));
        write(script, TestMessages.event(channel, 8, NOW + 1, NOW));
        write(script, TestMessages.event(channel, 7, NOW + 2, NOW + 1));

        assertThat(feed(channel))
                .containsExactly(Map.entry("floor", 0L), Map.entry("8", NOW + 1), Map.entry("7", NOW + 2));
    }

    @Test
    void aReplayChangesNothing() {
        write(script, TestMessages.event(channel, 7, NOW, 0));
        write(script, TestMessages.event(channel, 7, NOW + 1, NOW));
        String json = RAW.get(CacheKeys.message(channel, 7));

        assertThat(write(script, TestMessages.event(channel, 7, NOW, 0))).isZero();

        assertThat(feed(channel)).containsExactly(Map.entry("floor", 0L), Map.entry("7", NOW + 1));
        assertThat(RAW.get(CacheKeys.message(channel, 7))).isEqualTo(json);
    }

    @Test
    void aMissingEventRaisesTheFloorToThePositionBeforeTheNextOne() {
        write(script, TestMessages.event(channel, 7, NOW, 0));
        // The event at NOW + 5 never came.
        write(script, TestMessages.event(channel, 9, NOW + 9, NOW + 5));

        assertThat(feed(channel)).containsExactly(Map.entry("floor", NOW + 5), Map.entry("9", NOW + 9));
    }

    @Test
    void aLostFeedIsCompleteOnlyFromThePositionBeforeTheNextEvent() {
        write(script, TestMessages.event(channel, 9, NOW + 9, NOW + 5));

        assertThat(feed(channel)).containsExactly(Map.entry("floor", NOW + 5), Map.entry("9", NOW + 9));
    }

    @Test
    void aFeedThatIsTooLongRaisesTheFloorToTheLastIdThatGoes() {
        WriteEventScript shortFeed = new WriteEventScript(lengthOf(2));
        for (int i = 0; i < 5; i++) {
            write(shortFeed, TestMessages.event(channel, 10 + i, NOW + i, i == 0 ? 0 : NOW + i - 1));
        }

        assertThat(feed(channel))
                .containsExactly(Map.entry("floor", NOW + 2), Map.entry("13", NOW + 3), Map.entry("14", NOW + 4));
    }

    @Test
    void idsThatAreTooOldForThePositionBeingWrittenGo() {
        write(script, TestMessages.event(channel, 7, NOW, 0));
        write(script, TestMessages.event(channel, 8, NOW + 1, NOW));
        write(script, TestMessages.event(channel, 9, NOW + HOUR, NOW + 1));

        assertThat(feed(channel))
                .containsExactly(Map.entry("floor", NOW), Map.entry("8", NOW + 1), Map.entry("9", NOW + HOUR));
    }

    @Test
    void positionsKeepAll16Digits() {
        for (int i = 0; i < 20; i++) {
            write(script, TestMessages.event(channel, 100 + i, NOW + i, i == 0 ? 0 : NOW + i - 1));
        }

        assertThat(feed(channel).values()).contains(NOW, NOW + 7, NOW + 13, NOW + 19);
    }

    private static long write(WriteEventScript script, MessageEvent event) {
        return (Long) TestRedis.REDIS.run(script.call(event, false, 0)).getFirst();
    }

    private static CacheOptions lengthOf(int feedLength) {
        CacheOptions options = TestRedis.OPTIONS;
        return new CacheOptions(
                options.address(),
                options.access(),
                options.timeout(),
                options.messageLife(),
                feedLength,
                options.aliveLife(),
                options.committedLife());
    }
}
