package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.feed.StoreUnavailableException;

/** A Redis behind one connection of Lettuce. Safe for use by many threads. */
final class LettuceRedis implements Redis {
    private final RedisConnection connection;
    private final Duration timeout;
    private final LongAdder failures;

    /** @param failures counts the calls that Redis did not confirm */
    LettuceRedis(RedisConnection connection, Duration timeout, LongAdder failures) {
        this.connection = connection;
        this.timeout = timeout;
        this.failures = failures;
    }

    @Override
    public List<List<@Nullable Object>> runAll(List<ScriptCall> calls) {
        return counting(() -> evaluate(calls));
    }

    @Override
    public List<@Nullable Object> run(ScriptCall call) {
        return counting(() -> evaluate(List.of(call))).getFirst();
    }

    @Override
    public List<byte @Nullable []> get(List<String> keys) {
        String[] names = keys.toArray(String[]::new);
        List<byte @Nullable []> values = new ArrayList<>(names.length);
        for (KeyValue<String, byte[]> value : counting(
                        () -> ask(open -> List.of(open.async().get().mget(names))))
                .getFirst()) {
            values.add(value.hasValue() ? value.getValue() : null);
        }
        return values;
    }

    @Override
    public void ping() {
        counting(() -> ask(open -> List.of(open.async().get().ping())));
    }

    private List<List<@Nullable Object>> evaluate(List<ScriptCall> calls) {
        try {
            return ask(open -> send(open, calls, CommandType.EVALSHA));
        } catch (StoreUnavailableException e) {
            if (!(e.getCause() instanceof RedisNoScriptException)) {
                throw e;
            }
        }
        // A Redis that is new or failed over learns the scripts by this. Running some of them twice changes nothing.
        return ask(open -> send(open, calls, CommandType.EVAL));
    }

    /** Sends all with one flush: a caller's own flush could keep other commands of the connection waiting for ever. */
    private static List<AsyncCommand<String, byte[], List<@Nullable Object>>> send(
            RedisSession open, List<ScriptCall> calls, CommandType type) {
        List<AsyncCommand<String, byte[], List<@Nullable Object>>> commands = new ArrayList<>(calls.size());
        for (ScriptCall call : calls) {
            CommandArgs<String, byte[]> arguments = new CommandArgs<>(RedisLink.CODEC)
                    .add((type == CommandType.EVAL
                                    ? call.script().source()
                                    : call.script().sha1())
                            .getBytes(UTF_8))
                    .add(call.keys().size())
                    .addKeys(call.keys())
                    .addValues(call.arguments());
            commands.add(new AsyncCommand<>(new Command<>(type, new NestedMultiOutput<>(RedisLink.CODEC), arguments)));
        }
        open.connection().dispatch(commands);
        return commands;
    }

    /** Waits for all replies, so that nothing is under way any more; then fails if one has failed. */
    private <T> List<T> ask(Function<RedisSession, List<? extends CompletionStage<T>>> question) {
        RedisSession open = connection.open();
        List<CompletableFuture<T>> replies = List.of();
        try {
            replies = question.apply(open).stream()
                    .map(CompletionStage::toCompletableFuture)
                    .toList();
            CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new))
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return replies.stream().map(CompletableFuture::join).toList();
        } catch (TimeoutException e) {
            replies.forEach(reply -> reply.cancel(true));
            connection.drop(open);
            throw new StoreUnavailableException("Redis did not answer in " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted while Redis was asked", e);
        } catch (ExecutionException e) {
            Throwable refusal = requireNonNull(e.getCause());
            if (RedisTrouble.isDemoted(refusal)) {
                // Who is the master now is asked anew.
                connection.drop(open);
            }
            throw refused(refusal);
        } catch (RedisException e) {
            throw refused(e);
        }
    }

    private static StoreUnavailableException refused(Throwable cause) {
        return new StoreUnavailableException("Redis refused: " + cause.getMessage(), cause);
    }

    private <T> T counting(Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreUnavailableException e) {
            failures.increment();
            throw e;
        }
    }
}
