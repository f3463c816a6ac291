package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Account;

/**
 * Nothing is missing unnoticed: whatever happens in channels and to the gateway, once there is rest the store is what
 * Telegram has, and every id is accounted for.
 *
 * <p>Each seed is a channel with a script of its own. Those of a round share one gateway and what strikes it.
 */
@Tag("coverage")
class CoverageIT {
    private static final int SEEDS_PER_ROUND = 25;
    private static final int SHORT_ROUNDS = 1;
    private static final int ROUNDS = 8;
    private static final int FAULTS_PER_ROUND = 2;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** From so many missed changes on a client is told only that it missed too much: Telegram's own 100, or fewer. */
    private static final List<Integer> TOO_LONG = List.of(100, 40, 10);

    /** What strikes the gateway while the channels go on. */
    private enum Fault {
        NONE,
        OUTAGE,
        RESTART,
        KILL,
        SILENCE
    }

    private TelegramGateway gateway;
    private Account reader;
    private final Map<String, Long> counts = new TreeMap<>();
    private int seeds;

    @BeforeEach
    void start() {
        gateway = TelegramGateway.prepare(Map.of(
                "TELEGRAM_HISTORY_PER_MINUTE",
                "6000",
                "TELEGRAM_SWEEP",
                "10s",
                "TELEGRAM_SWEEP_MESSAGES",
                "2000",
                "COVERAGE_CHECK",
                "10s"));
        gateway.service().compileWell();
        gateway.service().start();
        reader = gateway.simulator.world().person("+5511999990001", "Reader");
        gateway.logIn(reader);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void whateverHappensEachIdIsAccountedFor() {
        rounds(1, SHORT_ROUNDS);
    }

    @Test
    @Tag("slow")
    void whateverHappensEachIdIsAccountedForInHundredsOfChannels() {
        rounds(1 + SHORT_ROUNDS, ROUNDS);
    }

    @Test
    @Tag("soak")
    void whateverHappensEachIdIsAccountedForInAnyNumberOfChannels() {
        rounds(Instant.now().getEpochSecond(), ROUNDS);
    }

    private void rounds(long first, int rounds) {
        long started = System.nanoTime();
        for (long round = first; round < first + rounds; round++) {
            round(round);
        }
        System.out.printf(
                "coverage: %d seeds in %d s, %s, %d calls of getHistory%n",
                seeds,
                Duration.ofNanos(System.nanoTime() - started).toSeconds(),
                counts,
                gateway.simulator.world().calls("messages.getHistory"));
    }

    private void round(long round) {
        SplittableRandom random = new SplittableRandom(round);
        List<ChannelScript> scripts = IntStream.range(0, SEEDS_PER_ROUND)
                .mapToObj(i -> begin(round * SEEDS_PER_ROUND + i))
                .toList();
        gateway.simulator.world().tooLongAfter(TOO_LONG.get(random.nextInt(TOO_LONG.size())));
        List<String> story = new ArrayList<>();
        for (int i = 0; i < FAULTS_PER_ROUND; i++) {
            scripts.forEach(ChannelScript::actLive);
            Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
            story.add(fault.toString());
            strike(fault, scripts, random);
        }
        scripts.forEach(script -> script.channel().posts("the last of seed " + script.seed()));
        scripts.forEach(script -> assertAccounted(round, story, script));
        scripts.forEach(script -> gateway.delete("/channels/" + script.channel().chatId()));
        seeds += scripts.size();
    }

    private ChannelScript begin(long seed) {
        ChannelScript script = new ChannelScript(
                gateway.simulator.world().channel("Seed " + seed).joinedBy(reader), seed);
        script.actLive();
        gateway.watch(script.channel());
        return script;
    }

    private void strike(Fault fault, List<ChannelScript> scripts, SplittableRandom random) {
        boolean flood = random.nextInt(3) == 0;
        switch (fault) {
            case NONE -> unheard(scripts, flood);
            case OUTAGE -> {
                gateway.simulator.goesAway();
                unheard(scripts, flood);
                gateway.simulator.comesBack();
            }
            case RESTART -> {
                gateway.service().close();
                unheard(scripts, flood);
                gateway.service().start();
            }
            case KILL -> {
                Thread meanwhile = Thread.ofVirtual().start(() -> scripts.forEach(ChannelScript::actLive));
                gateway.service().kill();
                join(meanwhile);
                unheard(scripts, flood);
                gateway.service().start();
            }
            case SILENCE -> gateway.simulator.world().silently(() -> unheard(scripts, flood));
        }
        gateway.awaitConnected();
    }

    private void unheard(List<ChannelScript> scripts, boolean flood) {
        if (flood) {
            gateway.simulator.world().floodWait("messages.getHistory", 2, 1);
        }
        scripts.forEach(ChannelScript::actUnheard);
    }

    private void assertAccounted(long round, List<String> story, ChannelScript script) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.ledger(script.channel())
                                .differences(script.channel().everyPost()))
                        .as("round %d (%s), seed %d", round, story, script.seed())
                        .isEmpty());
        gateway.ledger(script.channel()).counts().forEach((state, count) -> counts.merge(state, count, Long::sum));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
