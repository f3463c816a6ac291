package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import telegramgateway.mtproto.LogLines;
import telegramgateway.mtproto.push.EndpointOnLoopback;
import telegramgateway.mtproto.push.EndpointOnLoopback.Answered;

/** The sentences that the specifications quote, word for word and at the named level. One more is one more entry. */
class SpecificationSentencesTest {
    private static final long CHANNEL = -1_001L;
    private static final long OTHER = -1_002L;

    @TempDir
    private Path directory;

    /** A sentence, where it stands, and what makes the gateway say it. */
    record Sentence(String specification, String line, Consumer<SpecificationSentencesTest> cause) {
        @Override
        public String toString() {
            return line;
        }
    }

    static List<Sentence> sentences() {
        return List.of(
                new Sentence("000", "INFO Message published successfully", test -> test.gateway.append(1, CHANNEL)),
                new Sentence("000", "WARN Message published after retry", test -> {
                    test.failures(1);
                    test.gateway.append(1, CHANNEL);
                }),
                new Sentence("002", "ERROR Failed to publish message", test -> {
                    test.failures(1);
                    test.gateway.append(1, CHANNEL);
                }),
                new Sentence("002", "INFO Retrying...", test -> {
                    test.failures(1);
                    test.gateway.append(1, CHANNEL);
                }),
                new Sentence("000", "ERROR Max retries exceeded, saved to queue", test -> {
                    test.failures(4);
                    test.gateway.append(1, CHANNEL);
                }),
                new Sentence("002", "INFO Message saved to failure queue", test -> {
                    test.failures(4);
                    test.gateway.append(1, CHANNEL);
                }),
                new Sentence("002", "INFO Failure queue cleared", test -> {
                    test.failures(4);
                    test.gateway.append(1, CHANNEL);
                }),
                new Sentence("000", "WARN Failure queue growing", test -> {
                    test.endpoint.behaviour = message ->
                            message.channelId() == CHANNEL ? new Answered(500, "") : EndpointOnLoopback.TAKES;
                    test.gateway.append(200, CHANNEL, OTHER);
                    test.gateway.eventually(() -> {
                        test.gateway.append(1, OTHER);
                        assertThat(test.gateway.push().queue().size()).isEqualTo(200);
                    });
                    test.gateway.restart(); // looks at once
                }),
                new Sentence("002", "INFO Gateway token loaded", test -> test.gateway.restart()));
    }

    private final EndpointOnLoopback endpoint = new EndpointOnLoopback();
    private PushingGateway gateway;

    @BeforeEach
    void prepare() {
        gateway = new PushingGateway(directory, endpoint.address());
    }

    private void failures(int count) {
        AtomicInteger left = new AtomicInteger(count);
        endpoint.behaviour = _ -> left.getAndDecrement() > 0 ? new Answered(503, "") : EndpointOnLoopback.TAKES;
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void theSentenceIsWritten(Sentence sentence) {
        try (LogLines log = LogLines.of("telegramgateway.mtproto");
                PushingGateway running = gateway.start();
                EndpointOnLoopback _ = endpoint) {
            sentence.cause.accept(this);
            running.eventually(() -> assertThat(log.texts())
                    .as("specification " + sentence.specification)
                    .contains(sentence.line));
        }
    }

    @Test
    void aThousandMessagesAreNotAThousandLines() {
        try (LogLines log = LogLines.of("telegramgateway.mtproto.push");
                PushingGateway running = gateway.start();
                EndpointOnLoopback _ = endpoint) {
            running.append(1_000, CHANNEL);
            running.eventually(() -> assertThat(endpoint.taken).hasSize(1_000));
            assertThat(log.texts().size()).isBetween(1, 50);
        }
    }
}
