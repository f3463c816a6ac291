package telegramgateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;

class ThroughputIT extends TelegramStory {

    private static final int CHANNELS = 50;
    private static final int POSTS = 20_000;
    private static final String TEXT = "A post of a middling length, as channels have them. ".repeat(8);

    @Test
    void many_posts_over_many_channels_arrive_without_a_gap() throws Exception {
        Account anna = telegram.person("+5511999990001", "Anna");
        List<Channel> channels = IntStream.range(0, CHANNELS)
                .mapToObj(i -> telegram.channel("Channel " + i).joinedBy(anna))
                .toList();
        client().login(anna).loadChats().close();

        AtomicInteger received = new AtomicInteger();
        Semaphore underway = new Semaphore(2_000);
        try (TestClient client = client()) {
            client.counting(text -> {
                if (text.startsWith("bulk ")) {
                    received.incrementAndGet();
                    underway.release();
                }
            });
            await().until(() -> telegram.listeners() == 1);

            long start = System.nanoTime();
            for (int i = 0; i < POSTS; i++) {
                underway.acquire();
                channels.get(i % CHANNELS).posts("bulk " + i + " " + TEXT);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> received.get() == POSTS);
            double seconds = (System.nanoTime() - start) / 1e9;

            System.out.printf("%d posts over %d channels: %.0f posts/s%n", POSTS, CHANNELS, POSTS / seconds);
            assertThat(POSTS / seconds).isGreaterThan(1_000);
        }
    }
}
