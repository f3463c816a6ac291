package telegramgateway.mtproto.push;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.mtproto.LogLines;
import telegramgateway.mtproto.TestClock;

class GrowthWatchTest {
    private static final long ENOUGH_BYTES = 1 << 20;

    @TempDir
    private Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private FailureQueue queue;

    @BeforeEach
    void open() {
        queue = FailureQueue.open(directory.resolve("queue.jsonl"), 10 << 20, new TestClock());
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private void put(int events) {
        byte[] json = MessageJson.encode(post(CHANNEL, 1, "text").accepted(MessageKind.POSTED, 1));
        queue.put(Collections.nCopies(events, json));
    }

    @Test
    void aLargeQueueIsWarnedOfEachMinuteThatItGrows() {
        try (LogLines log = LogLines.of(GrowthWatch.class)) {
            GrowthWatch watch = new GrowthWatch(queue, nanos::get, ENOUGH_BYTES);
            put(100);
            watch.look();
            assertThat(log.texts()).isEmpty();
            put(1);
            nanos.addAndGet(Duration.ofSeconds(59).toNanos());
            watch.look();
            assertThat(log.texts()).isEmpty();
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            watch.look();
            assertThat(log.texts()).containsExactly("WARN Failure queue growing");
            nanos.addAndGet(Duration.ofSeconds(60).toNanos());
            watch.look();
            assertThat(log.texts()).hasSize(1);
            put(1);
            nanos.addAndGet(Duration.ofSeconds(60).toNanos());
            watch.look();
            assertThat(log.texts()).hasSize(2);
        }
    }

    @Test
    void aFewLargeEventsAreWarnedOfByTheirBytes() {
        try (LogLines log = LogLines.of(GrowthWatch.class)) {
            put(10);
            new GrowthWatch(queue, nanos::get, 100).look();
            assertThat(log.texts()).containsExactly("WARN Failure queue growing");
        }
    }
}
