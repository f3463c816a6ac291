package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;

/** The model of Redis is trusted because it answers as a real one does. */
@Tag("feed")
class RedisModelIT {
    private static final long CHANNEL = -1001;
    private static final long START = 1_795_176_000_000_000L;
    private static final int SEQUENCES = 200;
    private static final int CALLS = 40;

    private static LocalRedis server;
    private static RealRedisNode real;

    private final WriteEventScript write = new WriteEventScript(FeedWorld.OPTIONS);
    private final AssertHeadScript assertHead = new AssertHeadScript(FeedWorld.OPTIONS);
    private final BeginEpochScript beginEpoch = new BeginEpochScript();
    private final ReadFeedScript read = new ReadFeedScript();
    private final MarkCommittedScript mark = new MarkCommittedScript(FeedWorld.OPTIONS);
    private RedisModel model = new RedisModel(new LuaEngine(UnaryOperator.identity()));

    @BeforeAll
    static void start() {
        server = LocalRedis.start();
        real = new RealRedisNode(server, CacheOptions.of(server.url()));
    }

    @AfterAll
    static void stop() {
        real.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        real.flush();
        model = new RedisModel(new LuaEngine(UnaryOperator.identity()));
    }

    @Test
    void theModelAnswersEveryScriptAsRedisDoes() {
        for (long seed = 1; seed <= SEQUENCES; seed++) {
            empty();
            SplittableRandom dice = new SplittableRandom(seed);
            RedisNode.Snapshot realCopy = real.snapshot();
            RedisNode.Snapshot modelCopy = model.snapshot();
            List<String> story = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                switch (dice.nextInt(12)) {
                    case 0 -> {
                        realCopy = real.snapshot();
                        modelCopy = model.snapshot();
                    }
                    case 1 -> {
                        real.restore(realCopy);
                        model.restore(modelCopy);
                    }
                    case 2 -> {
                        real.passTime(7_000);
                        model.passTime(7_000);
                    }
                    case 3 -> {
                        if (!model.keys().isEmpty()) {
                            String key = Dice.pick(dice, model.keys());
                            real.evict(key);
                            model.evict(key);
                        }
                    }
                    default -> {
                        ScriptCall call = randomCall(dice);
                        story.add(call.script().name() + text(call.arguments()));
                        assertThat(text(model.run(call)))
                                .as("seed %s: %s", seed, story)
                                .isEqualTo(text(real.run(call)));
                    }
                }
                assertThat(model.keys()).as("seed %s: %s", seed, story).isEqualTo(real.keys());
            }
        }
    }

    @Test
    void theModelRoundsNumbersAsRedisDoes() {
        LuaScript script = LuaScript.of("numbers", """
                local number = tonumber(ARGV[1])
                local added = redis.call('ZADD', KEYS[1], number, 'm')
                return {tostring(number), number, added, redis.call('ZSCORE', KEYS[1], 'm'),
                    1.9, true, {1, false, 'x'}, nil, 'unreached'}
                """);
        for (String number : List.of("0", "7", "-3", "99999999999999", "1795176000000001", "1795176000000000")) {
            ScriptCall call = new ScriptCall(script, List.of("{k}"), List.of(number.getBytes(UTF_8)));
            assertThat(text(model.run(call))).isEqualTo(text(real.run(call)));
        }
    }

    private ScriptCall randomCall(SplittableRandom dice) {
        long position = START + dice.nextInt(1, 60) * 1_000_001L;
        long epoch = dice.nextInt(8) == 0 ? 0 : dice.nextInt(1, 3);
        return switch (dice.nextInt(7)) {
            case 0 -> assertHead.call(CHANNEL, position, epoch);
            case 1, 2 -> read.call(CHANNEL, dice.nextBoolean() ? position : 0, dice.nextInt(0, 5));
            case 3 -> mark.call(CHANNEL, dice.nextInt(1, 4), position);
            case 4 -> beginEpoch.call(CHANNEL, epoch);
            default -> write.call(event(dice, position), dice.nextBoolean(), epoch);
        };
    }

    private static MessageEvent event(SplittableRandom dice, long position) {
        long previous = dice.nextInt(4) == 0 ? 0 : position - dice.nextInt(1, 5) * 1_000_001L;
        return TestMessages.event(CHANNEL, dice.nextInt(1, 12), position, previous);
    }

    private static @Nullable Object text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> new String(bytes, UTF_8);
            case List<?> list -> {
                List<@Nullable Object> texts = new ArrayList<>();
                for (Object item : list) {
                    texts.add(text(item));
                }
                yield texts;
            }
            default -> value;
        };
    }
}
