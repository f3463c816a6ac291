package telegramgateway.message.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.async.RedisSentinelAsyncCommands;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks all Sentinels at once who the master is, and believes the one that has seen the latest failover: the first to
 * answer may be cut off from the others together with an old master. Safe for use by many threads.
 */
final class MasterSearch {
    private final RedisClient client;
    private final List<RedisURI> sentinels;
    private final String name;
    private final Duration timeout;

    /** @param epoch counts failovers */
    record Master(RedisAddress.Host host, long epoch) {
        boolean isReplacedBy(Master other) {
            return other.epoch > epoch && !other.host.equals(host);
        }
    }

    MasterSearch(RedisClient client, CacheOptions options) {
        this.client = client;
        sentinels = options.address().hosts().stream()
                .map(host -> LettuceSettings.sentinel(host, options))
                .toList();
        name = String.valueOf(options.address().master());
        timeout = options.timeout();
    }

    /** @throws RedisConnectionException when no Sentinel that answers within the timeout knows the master */
    Master find() {
        List<CompletableFuture<Master>> answers =
                sentinels.stream().map(this::ask).toList();
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Master> masters = new ArrayList<>();
        Throwable failure = null;
        for (CompletableFuture<Master> answer : answers) {
            try {
                masters.add(answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                failure = e.getCause();
            } catch (TimeoutException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = e;
            }
        }
        return newest(masters, failure);
    }

    private Master newest(List<Master> masters, @Nullable Throwable failure) {
        return masters.stream()
                .max(Comparator.comparingLong(Master::epoch))
                .orElseThrow(() -> new RedisConnectionException("No Sentinel names the master " + name, failure));
    }

    private CompletableFuture<Master> ask(RedisURI sentinel) {
        return client.connectSentinelAsync(StringCodec.UTF8, sentinel)
                .thenCompose(connection -> master(connection.async())
                        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((_, _) -> {
                            var _ = connection.closeAsync();
                        }));
    }

    /** First the epoch: an old one with a new address is mended by the next question, the reverse would not be. */
    private CompletableFuture<Master> master(RedisSentinelAsyncCommands<String, String> sentinel) {
        return sentinel.master(name)
                .toCompletableFuture()
                .thenCompose(state -> sentinel.getMasterAddrByName(name)
                        .toCompletableFuture()
                        .thenApply(address -> new Master(
                                host((InetSocketAddress) address),
                                Long.parseLong(state.getOrDefault("config-epoch", "0")))));
    }

    private static RedisAddress.Host host(InetSocketAddress address) {
        return new RedisAddress.Host(address.getHostString(), address.getPort());
    }
}
