package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;

/**
 * What a burst of posts costs: the memory of mtproto-native with TDLib in it, and the rate from Telegram to the
 * journal.
 */
@Tag("telegram")
class TelegramLoadIT {
    private static final int CHANNELS = 50;
    private static final int POSTS = 100_000;

    /** Fewer than make TDLib hold so much that its session is opened again. */
    private static final int POSTS_TO_THE_JOURNAL = 45_000;

    /** Posts that may be on their way; what TDLib holds for a gateway that is behind would count as its memory. */
    private static final int UNDER_WAY = 8_000;

    /** Posts before the rate is measured: until then the JVM compiles. */
    private static final int WARM_UP = 20_000;

    private static final int BETWEEN_LOOKS = 1_000;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TEXT =
            "A post of a middling length, as channels have them. ".repeat(8).strip();
    private static final long KB_PER_MB = 1024;
    private static final long MEMORY_MAX_MB = 400;

    private TelegramGateway gateway;
    private final List<Channel> channels = new ArrayList<>();

    @BeforeEach
    void start() {
        gateway = TelegramGateway.prepare(Map.of());
        gateway.service().compileWell();
        gateway.service().start();
        Account reader = gateway.simulator.world().person("+5511999990001", "Reader");
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(gateway.simulator.world().channel("Channel " + i).joinedBy(reader));
        }
        gateway.logIn(reader);
        for (int i = 0; i < CHANNELS; i++) {
            gateway.watch(channels.get(i), "channel" + i);
        }
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    @Tag("slow")
    void aHundredThousandPostsAreTakenAndTheirMemoryIsGivenBack() {
        long memoryBefore = memory("VmRSS");
        burst(POSTS, "to the journal, the cache and the database");
        long peak = memory("VmHWM");

        await().pollInterval(LOOK.multipliedBy(10))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(memory("VmRSS"))
                        .as("MB of mtproto-native once TDLib has dropped what it had told")
                        .isLessThan(MEMORY_MAX_MB));
        System.out.printf(
                "memory: %d MB before, %d MB at most, %d MB afterwards%n", memoryBefore, peak, memory("VmRSS"));
        assertThat(gateway.metric("telegram_memory_reopenings_total")).isPositive();
        gateway.awaitStored(channels.toArray(Channel[]::new));
    }

    @Test
    @Tag("slow")
    void whileItsServersAreAwayTheJournalTakesThemAll() {
        gateway.stopServers();
        burst(POSTS_TO_THE_JOURNAL, "to the journal alone");
        gateway.restartServers();

        await().atMost(PATIENCE)
                .until(() -> gateway.stored(channels.getLast()).size() == POSTS_TO_THE_JOURNAL / CHANNELS);
        gateway.awaitStored(channels.toArray(Channel[]::new));
    }

    private void burst(int count, String way) {
        long start = 0;
        long cpu = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            if (i % BETWEEN_LOOKS == 0) {
                awaitAccepted(i - UNDER_WAY);
            }
            if (i == WARM_UP) {
                start = System.nanoTime();
                cpu = cpuMillis();
                before = accepted();
            }
            channels.get(i % CHANNELS).posts("post " + i + " " + TEXT);
        }
        awaitAccepted(count);
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        long posts = accepted() - before;
        System.out.printf(
                "%d posts over %d channels %s: %.0f posts/s, %.0f us of mtproto-native's CPU each%n",
                posts, CHANNELS, way, posts / seconds, (cpuMillis() - cpu) * 1000.0 / posts);
    }

    private long accepted() {
        return (long) gateway.metric("gateway_accepted_total");
    }

    private void awaitAccepted(int posts) {
        await().pollDelay(Duration.ZERO).pollInterval(LOOK).atMost(PATIENCE).until(() -> accepted() >= posts);
    }

    private ProcessHandle process() {
        return ProcessHandle.of(gateway.service().pid()).orElseThrow();
    }

    private long cpuMillis() {
        return process().info().totalCpuDuration().orElseThrow().toMillis();
    }

    /** In MB, as Linux counts it for a process. */
    private long memory(String field) {
        Path status = Path.of("/proc", Long.toString(process().pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KB_PER_MB)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
