package telegramgateway.message.cache;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;

/** A Redis that has lost everything is of use again within seconds, to readers who never stopped polling. */
class EmptyRestartIT {
    private static final double GOOD_HIT_RATE = 0.7;

    @Test
    void mostPagesComeFromTheCacheAgainWithinSeconds() {
        try (LocalRedis server = LocalRedis.start();
                LiveFeed live = new LiveFeed(CacheOptions.of(server.url()), 5)) {
            await().atMost(ofSeconds(20)).until(live::cacheAnswers);
            server.kill();
            await().atMost(ofSeconds(10)).until(() -> !live.cacheAnswers());

            server.restart();

            live.forgetHitRate();
            await().atMost(ofSeconds(30)).until(() -> live.hitRate() > GOOD_HIT_RATE);
            live.rest();
            await().atMost(ofSeconds(20)).until(live::allRead);
            live.assertNothingSkipped();
        }
    }
}
