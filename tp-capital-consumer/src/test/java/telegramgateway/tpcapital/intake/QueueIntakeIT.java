package telegramgateway.tpcapital.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.tpcapital.intake.SignalIntakeIT.R1;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.bus.BusSubscription;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.tpcapital.TestGateway;
import telegramgateway.tpcapital.TestQueue;
import telegramgateway.tpcapital.TestServers;
import telegramgateway.tpcapital.store.SignalStore;

/** The queue as the way of messages, on a real broker and a real database. */
class QueueIntakeIT {
    private static final long CHANNEL = -1_001_649_127_710L;
    private static final long OTHER = -1_001_744_113_331L;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static LocalPostgres postgres;
    private static LocalRedis redis;
    private static TestQueue queue;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private TestServers servers;
    private HikariDataSource pool;
    private MessageCache cache;
    private TestGateway gateway;
    private QueueIntake intake;

    @BeforeAll
    static void startServers() {
        queue = new TestQueue();
        postgres = LocalPostgres.start();
        redis = LocalRedis.start();
    }

    @AfterAll
    static void closeServers() {
        if (queue != null) {
            queue.close();
            postgres.close();
            redis.close();
        }
    }

    @BeforeEach
    void prepare() {
        queue.clear();
        servers = TestServers.on(postgres);
        pool = servers.pool();
        cache = TestIntake.cache(redis.url());
        gateway = new TestGateway(new MessageDatabase(servers.owner()), cache);
        intake = intake(new ChannelChoice(true, Set.of()));
    }

    @AfterEach
    void close() {
        intake.stop();
        pool.close();
        cache.close();
    }

    @Test
    void eventsBecomeVerdictsAndSignalsAndTheFeedsCursorStaysWhereItIs() {
        intake.start();
        queue.publish(gateway.post(CHANNEL, 1, R1), gateway.post(OTHER, 1, "Bom dia"), gateway.post(CHANNEL, 2, R1));
        queue.publish(gateway.edit(CHANNEL, 1, R1.replace("0,70", "0,65")), gateway.delete(CHANNEL, 2));
        awaitVerdicts(CHANNEL, "1 signal", "2 deleted");
        awaitVerdicts(OTHER, "1 not_a_signal");
        assertNothingIsLeft();
        assertThat(servers.rows("SELECT message_id, stop, deleted_at IS NULL FROM tp_capital.tp_capital_signals"
                        + " WHERE message_id = 1"))
                .containsExactly("1 0.65 t");
        assertThat(servers.rows("SELECT * FROM telegram_gateway.consumer_cursors"))
                .isEmpty();
        assertThat(cache.committed(OTHER, 1)).isPresent();
        assertThat(queue.deadLetters()).isEmpty();
        assertThat(intake.failure()).isNull();
    }

    @Test
    void anEventThatComesLateOrAgainChangesNothing() {
        MessageEvent posted = gateway.post(CHANNEL, 1, R1);
        MessageEvent deleted = gateway.delete(CHANNEL, 1);
        intake.start();
        queue.publish(posted);
        awaitVerdicts(CHANNEL, "1 signal");
        queue.publish(deleted);
        awaitVerdicts(CHANNEL, "1 deleted");
        List<String> before = servers.rows("SELECT * FROM tp_capital.tp_capital_signals");
        queue.publish(posted, deleted, posted);
        queue.publish(gateway.post(CHANNEL, 2, "Bom dia"));
        awaitVerdicts(CHANNEL, "1 deleted", "2 not_a_signal");
        assertThat(servers.rows("SELECT * FROM tp_capital.tp_capital_signals")).isEqualTo(before);
        assertThat(servers.rows("SELECT change FROM tp_capital.signal_events ORDER BY position"))
                .containsExactly("created", "deleted");
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersWithItsReasonAndHoldsNothingBack() {
        queue.publish(gateway.post(CHANNEL, 1, R1));
        queue.publishGarbage("no JSON");
        queue.publish(gateway.post(CHANNEL, 2, R1));
        intake.start();
        awaitVerdicts(CHANNEL, "1 signal", "2 signal");
        assertNothingIsLeft();
        assertThat(queue.deadLetters()).singleElement().satisfies(dead -> {
            assertThat(dead.getBody()).asString().isEqualTo("no JSON");
            assertThat(dead.getMessageProperties().getHeaders())
                    .containsEntry("x-consumer", TestQueue.CONSUMER)
                    .hasEntrySatisfying(
                            "x-reason",
                            reason -> assertThat(reason)
                                    .asString()
                                    .startsWith("the body is no message: Not a JSON object"));
        });
        assertThat(count("tp.capital.dead.letters")).isEqualTo(1);
    }

    @Test
    void ofSeveralMessagesOnlyTheOneThatCannotBeStoredGoesToTheDeadLetters() {
        servers.execute("ALTER TABLE tp_capital.verdicts ADD CONSTRAINT poison CHECK (message_id <> 66) NOT VALID");
        queue.publish(gateway.post(CHANNEL, 1, R1), gateway.post(CHANNEL, 66, R1), gateway.post(CHANNEL, 2, R1));
        intake.start();
        awaitVerdicts(CHANNEL, "1 signal", "2 signal");
        assertNothingIsLeft();
        assertThat(queue.deadLetters()).singleElement().satisfies(dead -> {
            assertThat(dead.getMessageProperties().getMessageId()).contains(":66:");
            assertThat(dead.getMessageProperties().getHeaders().get("x-reason"))
                    .asString()
                    .contains("SQLSTATE 23514");
        });
    }

    @Test
    void onlyTheChosenChannelsAreStoredAndTheOthersAccepted() {
        intake = intake(new ChannelChoice(false, Set.of(CHANNEL)));
        intake.start();
        queue.publish(gateway.post(OTHER, 1, R1), gateway.post(CHANNEL, 1, R1));
        awaitVerdicts(CHANNEL, "1 signal");
        awaitVerdicts(OTHER);
        assertNothingIsLeft();
    }

    /** Each return would count against the delivery limit. */
    @Test
    void whileTheDatabaseIsAwayMessagesAreKeptAndNoneIsReturned() {
        intake.start();
        queue.publish(gateway.post(CHANNEL, 1, R1));
        awaitVerdicts(CHANNEL, "1 signal");
        postgres.stop();
        try {
            queue.publish(LongStream.rangeClosed(2, 50)
                    .mapToObj(id -> gateway.post(CHANNEL, id, R1))
                    .toArray(MessageEvent[]::new));
            // Several tries, so that one of them could have returned something.
            await().atMost(PATIENCE).until(() -> count("tp.capital.polling.errors") >= 4);
            assertThat(intake.failure()).contains("database");
        } finally {
            postgres.restart();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(servers.rows("SELECT count(*) FROM tp_capital.verdicts"))
                        .containsExactly("50"));
        await().atMost(PATIENCE).until(() -> intake.failure() == null);
        assertThat(count("tp.capital.queue.redelivered")).isZero();
        assertNothingIsLeft();
        assertThat(queue.deadLetters()).isEmpty();
    }

    @Test
    void nothingIsTakenBeforeTheDatabaseAnswers() {
        queue.publish(gateway.post(CHANNEL, 1, R1));
        postgres.stop();
        try {
            intake.start();
            await().atMost(PATIENCE).until(() -> count("tp.capital.polling.errors") >= 3);
            assertThat(intake.isOpen()).isFalse();
        } finally {
            postgres.restart();
        }
        awaitVerdicts(CHANNEL, "1 signal");
        assertThat(count("tp.capital.queue.redelivered")).isZero();
    }

    @Test
    void afterARestartOfTheBrokerItGoesOn() {
        intake.start();
        queue.publish(gateway.post(CHANNEL, 1, R1));
        awaitVerdicts(CHANNEL, "1 signal");
        queue.server.stop();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(intake.failure()).contains("RabbitMQ"));
        queue.server.restart();
        MessageEvent second = gateway.post(CHANNEL, 2, R1);
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> queue.publish(second));
        awaitVerdicts(CHANNEL, "1 signal", "2 signal");
        await().atMost(PATIENCE).until(() -> intake.failure() == null);
    }

    private QueueIntake intake(ChannelChoice choice) {
        InstantSource clock = InstantSource.system();
        SignalStore store = new SignalStore(pool, metrics);
        return new QueueIntake(
                BusSubscription.connect(queue.options(), TestQueue.CONSUMER, 20),
                store,
                new Verdicts(store, cache, clock, metrics),
                new ChosenChannels(choice, new MessageDatabase(pool), clock),
                new Random(7),
                metrics);
    }

    private void assertNothingIsLeft() {
        intake.stop();
        assertThat(queue.left()).isEmpty();
    }

    private double count(String metric) {
        return metrics.find(metric).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void awaitVerdicts(long channelId, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                servers.rows("SELECT message_id, outcome FROM tp_capital.verdicts WHERE channel_id = "
                                        + channelId + " ORDER BY message_id"))
                        .containsExactly(expected));
    }
}
