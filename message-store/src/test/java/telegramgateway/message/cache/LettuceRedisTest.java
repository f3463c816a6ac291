package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.AsyncCommand;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import telegramgateway.message.feed.StoreUnavailableException;

/** Whatever Lettuce does, who asks gets replies or {@link StoreUnavailableException}. */
class LettuceRedisTest {
    private static final List<ScriptCall> TWO_CALLS = List.of(
            new AssertHeadScript(CacheOptions.of("redis://unused")).call(-1001, 1, 0),
            new AssertHeadScript(CacheOptions.of("redis://unused")).call(-1002, 2, 0));

    private final List<String> done = new ArrayList<>();
    private final LongAdder failures = new LongAdder();
    private final FakeClient client = new FakeClient();

    @AfterEach
    void shutDown() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void whatLettuceThrowsAtOnceIsNoRawException() {
        Redis redis = redis(_ -> {
            throw new RedisException("Connection is closed");
        });

        assertThatThrownBy(() -> redis.runAll(TWO_CALLS)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> redis.run(TWO_CALLS.getFirst())).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> redis.get(List.of("a"))).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(redis::ping).isInstanceOf(StoreUnavailableException.class);
        assertThat(failures.sum()).isEqualTo(4);
    }

    @Test
    void aReplyThatFailsFailsTheCallWithItsReason() {
        Redis redis = redis(commands -> {
            commands.getFirst().complete();
            commands.getLast().completeExceptionally(new RedisCommandExecutionException("OOM"));
        });

        assertThatThrownBy(() -> redis.runAll(TWO_CALLS))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("Redis refused: OOM")
                .hasCauseInstanceOf(RedisCommandExecutionException.class);
        assertThat(done).isEmpty();
    }

    @Test
    void aCallIsNotOverWhileAReplyIsUnderWay() {
        Redis redis =
                redis(commands -> commands.getFirst().completeExceptionally(new RedisCommandExecutionException("OOM")));

        assertThatThrownBy(() -> redis.runAll(TWO_CALLS)).hasMessage("Redis did not answer in PT0.05S");
        assertThat(done).as("what may still come is cut off").containsExactly("closed");
    }

    @Test
    void aCommandThatLettuceCancelsFailsTheCall() {
        Redis redis = redis(commands -> commands.forEach(AsyncCommand::cancel));

        assertThatThrownBy(() -> redis.runAll(TWO_CALLS)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void whoIsInterruptedStaysSo() {
        Redis redis = redis(_ -> Thread.currentThread().interrupt());

        assertThatThrownBy(() -> redis.runAll(TWO_CALLS)).isInstanceOf(StoreUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private Redis redis(Consumer<List<AsyncCommand<?, ?, ?>>> answers) {
        client.answers = answers;
        return new LettuceRedis(
                new RedisConnection(
                        () -> RedisSession.to(client.connect(RedisLink.CODEC)), InstantSource.system(), "tests"),
                Duration.ofMillis(50),
                failures);
    }

    /** Connects to nothing; a script meets the answers, any other command fails as {@code answers} of none do. */
    private final class FakeClient extends RedisClient {
        private Consumer<List<AsyncCommand<?, ?, ?>>> answers = _ -> {};

        @Override
        @SuppressWarnings("unchecked")
        public <K, V> StatefulRedisConnection<K, V> connect(RedisCodec<K, V> codec) {
            return (StatefulRedisConnection<K, V>) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {StatefulRedisConnection.class}, (_, method, given) -> {
                        switch (method.getName()) {
                            case "isOpen" -> {
                                return true;
                            }
                            case "dispatch" ->
                                answers.accept(List.copyOf((Collection<AsyncCommand<?, ?, ?>>) given[0]));
                            case "async" -> answers.accept(List.of());
                            case "closeAsync" -> {
                                done.add("closed");
                                return CompletableFuture.completedFuture(null);
                            }
                            default -> throw new UnsupportedOperationException(method.getName());
                        }
                        return null;
                    });
        }
    }
}
