package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.feed.CacheAnswer;
import telegramgateway.mtproto.TestServers;

/** A server goes down and comes back while messages keep coming. */
class OutageIT {
    private static final LocalPostgres POSTGRES = LocalPostgres.start();
    private static final LocalRedis REDIS = LocalRedis.start();
    private static final TestServers SERVERS = TestServers.on(POSTGRES);

    /** Messages that a target takes while the other one is down. */
    private static final long MEANWHILE = 200;

    private static final int GROUP = 20;

    /** Messages of an import, in many batches. */
    private static final int IMPORTED = 8_000;

    @TempDir
    private Path directory;

    private final Posts posts = new Posts();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(TargetHealth.class);
    private final AtomicLong next = new AtomicLong(1);
    private GatewayOnServers gateway;

    @BeforeEach
    void start() {
        gateway = new GatewayOnServers(directory.resolve("data"), SERVERS, REDIS);
        gateway.submit(posts.traffic(next.get(), next.addAndGet(GROUP) - 1));
        gateway.awaitDelivered();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        gateway.close();
    }

    @AfterAll
    static void stop() {
        POSTGRES.close();
        REDIS.close();
    }

    /** Messages come all the time while the server is down, and the other target goes on with them. */
    private void outage(Runnable down, Runnable up, String other) {
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            while (enough.getCount() > 0) {
                gateway.submit(posts.traffic(next.get(), next.addAndGet(GROUP) - 1));
            }
        });
        long before = gateway.books(other).delivered();
        down.run();
        gateway.eventually(() -> assertThat(gateway.books(other).delivered()).isGreaterThan(before + MEANWHILE));
        gateway.eventually(() -> assertThat(warnings()).isNotEmpty());
        up.run();
        enough.countDown();
        load.join();
        gateway.awaitDelivered();
    }

    private List<String> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private void assertThatBothAreEqual(Map<Long, Long> cachedFrom) {
        Oracle oracle = new Oracle(gateway.accepted);
        oracle.assertThatTheDatabaseIsEqual(SERVERS);
        gateway.eventually(() -> oracle.assertThatTheCacheIsEqual(gateway, cachedFrom));
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void withoutRedisTheDatabaseGoesOnAndRedisCatchesUp() {
        outage(REDIS::stop, REDIS::restart, DatabaseTarget.NAME);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("Redis cache unavailable, falling back to database-only");
        outage(REDIS::kill, REDIS::restart, DatabaseTarget.NAME);

        assertThat(warnings()).hasSize(2);
        Map<Long, Long> heads = new Oracle(gateway.accepted).heads();
        gateway.submit(posts.traffic(next.get(), next.addAndGet(GROUP) - 1));
        gateway.awaitDelivered();
        assertThatBothAreEqual(heads);
    }

    @Test
    void withoutTheDatabaseTheCacheGoesOnAndTheDatabaseCatchesUp() {
        Map<Long, Long> heads = new Oracle(gateway.accepted).heads();
        outage(POSTGRES::stop, POSTGRES::restart, CacheTarget.NAME);
        assertThat(warnings()).singleElement().asString().startsWith("The database is unavailable");
        outage(POSTGRES::kill, POSTGRES::restart, CacheTarget.NAME);

        assertThat(warnings()).hasSize(2);
        assertThatBothAreEqual(heads);
    }

    @Test
    void withoutRedisAnImportIsPassedOverAtOnce() {
        REDIS.stop();
        gateway.submitHistory(posts.imported(next.get(), next.addAndGet(IMPORTED) - 1));

        gateway.awaitDelivered();
        assertThat(gateway.books(CacheTarget.NAME).passedOver()).isEqualTo(IMPORTED);
        REDIS.restart();
    }

    @Test
    void whatTheDatabaseHoldsBeyondALostTailIsNotCoveredByACacheThatBeganBefore() throws IOException {
        Map<Long, Long> heads = new Oracle(gateway.accepted).heads();
        gateway.stop();
        Files.copy(journalFile(), directory.resolve("copy"));
        gateway.start();
        gateway.submit(posts.traffic(next.get(), next.addAndGet(GROUP) - 1));
        gateway.awaitDelivered();
        gateway.stop();
        Files.copy(directory.resolve("copy"), journalFile(), StandardCopyOption.REPLACE_EXISTING);
        REDIS.restart();
        POSTGRES.stop();
        gateway.start();
        gateway.eventually(() -> assertThat(heads)
                .allSatisfy((channel, head) -> assertThat(gateway.cache.read(channel, head, 1))
                        .isInstanceOfSatisfying(
                                CacheAnswer.Hit.class,
                                hit -> assertThat(hit.alive()).isTrue())));

        POSTGRES.restart();
        gateway.eventually(() -> assertThat(heads)
                .allSatisfy((channel, head) -> assertThat(gateway.cache.read(channel, head, 1))
                        .isInstanceOfSatisfying(
                                CacheAnswer.Miss.class,
                                miss -> assertThat(miss.reason()).isEqualTo(CacheAnswer.Reason.BELOW_FLOOR))));
    }

    private Path journalFile() {
        return directory.resolve("data/journal.db");
    }
}
