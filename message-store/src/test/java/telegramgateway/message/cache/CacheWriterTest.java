package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.feed.StoreUnavailableException;

/** How a batch becomes pipelines. */
class CacheWriterTest {
    private static final long CHANNEL = -1001;
    private static final int WAKE = 7;

    private final RecordingRedis redis = new RecordingRedis();
    private final CacheWriter writer = new CacheWriter(redis, CacheOptions.of("redis://unused"));

    @Test
    void nothingIsAskedOfRedisForNothing() {
        writer.write(List.of(), Map.of());
        writer.assertHeads(Map.of(), Map.of());

        assertThat(redis.pipelines).isEmpty();
    }

    @Test
    void aLongBatchGoesInPipelinesOfBoundedLengthAndInOrder() {
        writer.write(posts(CacheWriter.MAX_PIPELINE + 1), Map.of());

        assertThat(redis.pipelines).extracting(List::size).containsExactly(CacheWriter.MAX_PIPELINE, 1);
        assertThat(redis.calls())
                .extracting(call -> argument(call, 1))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, CacheWriter.MAX_PIPELINE + 1)
                        .mapToObj(Long::toString)
                        .toList());
    }

    @Test
    void aHeavyBatchGoesInPipelinesOfBoundedBytes() {
        String longest = "x".repeat(1 << 18);
        List<MessageEvent> heavy =
                LongStream.rangeClosed(1, 33).mapToObj(id -> post(id, longest)).toList();

        writer.write(heavy, Map.of());

        assertThat(redis.pipelines).extracting(List::size).containsExactly(16, 16, 1);
    }

    @Test
    void whatIsWrittenOfAPipelineThatFailsIsNotFollowedByTheNext() {
        redis.failsFrom = 1;

        assertThatThrownBy(() -> writer.write(posts(3 * CacheWriter.MAX_PIPELINE), Map.of()))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(redis.pipelines).hasSize(1);
    }

    @Test
    void theLastEventOfEachChannelWakesIt() {
        writer.write(
                List.of(
                        TestMessages.event(CHANNEL, 1, 1, 0),
                        TestMessages.event(-1002, 1, 2, 0),
                        TestMessages.event(CHANNEL, 2, 3, 1)),
                Map.of());

        assertThat(redis.calls())
                .extracting(call -> argument(call, WAKE))
                .containsExactly("", CacheKeys.wake(-1002), CacheKeys.wake(CHANNEL));
    }

    @Test
    void anEventTouchesTheKeysOfItsChannelOnly() {
        writer.write(List.of(TestMessages.event(CHANNEL, 7, 100, 50)), Map.of());

        assertThat(redis.calls()).singleElement().satisfies(call -> {
            assertThat(call.keys()).containsExactly(CacheKeys.message(CHANNEL, 7), CacheKeys.feed(CHANNEL));
            assertThat(argument(call, 2)).as("previous").isEqualTo("50");
        });
    }

    @Test
    void manyHeadsGoInPipelinesOfBoundedLength() {
        Map<Long, Long> heads = new HashMap<>();
        LongStream.rangeClosed(1, CacheWriter.MAX_PIPELINE + 1).forEach(channel -> heads.put(-channel, channel));

        writer.assertHeads(heads, Map.of());

        assertThat(redis.pipelines).extracting(List::size).containsExactly(CacheWriter.MAX_PIPELINE, 1);
        assertThat(redis.calls())
                .allSatisfy(call -> assertThat(call.keys().getFirst())
                        .isEqualTo(CacheKeys.feed(-Long.parseLong(argument(call, 0)))));
    }

    @Test
    void everyCallCarriesTheEpochOfItsChannel() {
        Map<Long, Long> epochs = Map.of(CHANNEL, 3L);
        writer.write(List.of(TestMessages.event(CHANNEL, 1, 1, 0), TestMessages.event(-1002, 1, 2, 0)), epochs);
        writer.assertHeads(Map.of(CHANNEL, 1L), epochs);
        writer.beginEpochs(epochs);

        assertThat(redis.calls())
                .extracting(call -> new String(call.arguments().getLast(), UTF_8))
                .containsExactly("-3", "0", "-3", "-3");
    }

    @Test
    void saysOfWhichChannelsNothingWasWritten() {
        redis.reply = -1;

        assertThat(writer.write(posts(2), Map.of())).containsExactly(CHANNEL);
    }

    private static List<MessageEvent> posts(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(id -> TestMessages.event(CHANNEL, id, id, id - 1))
                .toList();
    }

    private static MessageEvent post(long id, String text) {
        Message message = TestMessages.text(CHANNEL, id, Instant.EPOCH, MessageSource.USER, text)
                .accepted(MessageKind.POSTED, id);
        return new MessageEvent(id, id, id - 1, message, MessageJson.encode(message));
    }

    private static String argument(ScriptCall call, int index) {
        return new String(call.arguments().get(index), UTF_8);
    }

    private static final class RecordingRedis implements Redis {
        private final List<List<ScriptCall>> pipelines = new ArrayList<>();
        private int failsFrom = Integer.MAX_VALUE;
        private long reply = 1;

        List<ScriptCall> calls() {
            return pipelines.stream().flatMap(List::stream).toList();
        }

        @Override
        public List<List<@Nullable Object>> runAll(List<ScriptCall> calls) {
            if (pipelines.size() >= failsFrom) {
                throw new StoreUnavailableException("full", new IllegalStateException("test"));
            }
            pipelines.add(List.copyOf(calls));
            return calls.stream().map(_ -> List.<@Nullable Object>of(reply)).toList();
        }

        @Override
        public List<@Nullable Object> run(ScriptCall call) {
            throw new UnsupportedOperationException("A writer writes batches");
        }

        @Override
        public List<byte @Nullable []> get(List<String> keys) {
            throw new UnsupportedOperationException("A writer reads nothing");
        }

        @Override
        public void ping() {
            throw new UnsupportedOperationException("A writer writes");
        }
    }
}
