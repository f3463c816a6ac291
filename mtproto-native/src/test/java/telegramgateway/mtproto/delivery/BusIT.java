package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import telegramgateway.local.LocalRabbit;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.bus.BusOptions;
import telegramgateway.message.bus.BusTopology;
import telegramgateway.message.bus.MessageBus;
import telegramgateway.mtproto.TestServers;

/** The bus beside the other targets, on a real RabbitMQ that goes away and comes back. */
class BusIT {
    private static final String QUEUE = BusTopology.queue("test");
    private static final int GROUP = 20;
    private static final int GROUPS = 30;

    /** Without waiting nothing can be fetched from a queue that serves one subscriber at a time. */
    private static final int SILENCE_MS = 1_000;

    private static final TestServers SERVERS = TestServers.onSharedPostgres();
    private static LocalRabbit rabbit;

    @TempDir
    private Path directory;

    private final Posts posts = new Posts();
    private final AtomicLong next = new AtomicLong(1);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(TargetHealth.class);
    private MessageBus bus;
    private GatewayOnServers gateway;

    @BeforeAll
    static void startRabbit() {
        assumeTrue(LocalRabbit.isInstalled(), LocalRabbit.MISSING);
        rabbit = LocalRabbit.start();
        // Threads of the AMQP client end with an exception when the broker is killed.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    @AfterAll
    static void stopRabbit() {
        if (rabbit != null) {
            Awaitility.reset();
            rabbit.close();
        }
    }

    @BeforeEach
    void start() {
        if (!rabbit.process().isAlive()) {
            rabbit.restart(); // a test that failed has left it so
        }
        bus = MessageBus.connect(
                new BusOptions(rabbit.uri(), rabbit.user(), rabbit.password(), Duration.ofSeconds(3), List.of("test")));
        bus.ping();
        take();
        log.start();
        logger.addAppender(log);
        gateway = new GatewayOnServers(directory, SERVERS, LocalRedis.shared());
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        gateway.close();
        bus.close();
    }

    private void switchOn() {
        gateway.close();
        BusOutlet outlet = new BusOutlet(bus, Duration.ofDays(1), Long.MAX_VALUE);
        gateway = new GatewayOnServers(directory, SERVERS, LocalRedis.shared(), outlet);
    }

    private void submit() {
        gateway.submit(posts.traffic(next.get(), next.addAndGet(GROUP) - 1));
    }

    @Test
    void nothingIsLostAndTheOrderHoldsWhileRabbitIsStoppedAndKilled() {
        switchOn();
        submit();
        gateway.awaitDelivered(BusTarget.NAME);
        outage(rabbit::stop);
        assertThat(warnings()).hasSize(1);
        outage(rabbit::kill);
        assertThat(warnings()).hasSize(2);

        List<String> published = take();
        Set<String> once = new LinkedHashSet<>(published);
        assertThat(once).containsExactlyInAnyOrderElementsOf(ids(gateway.accepted));
        for (long channel = 0; channel < Posts.CHANNELS; channel++) {
            String prefix = posts.channel(channel) + ":";
            assertThat(once.stream().filter(id -> id.startsWith(prefix)))
                    .containsExactlyElementsOf(ids(gateway.accepted).stream()
                            .filter(id -> id.startsWith(prefix))
                            .toList());
        }
        assertThat(gateway.books(BusTarget.NAME).balanced()).isTrue();
        assertThat(gateway.books(BusTarget.NAME).delivered()).isEqualTo(gateway.accepted.size());
        assertThat(gateway.problem(BusTarget.NAME)).isEqualTo("none");
    }

    /** Messages come before and while the broker is away, and the database goes on with them. */
    private void outage(Runnable down) {
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            for (int group = 0; group < GROUPS; group++) {
                submit();
            }
        });
        gateway.eventually(
                () -> assertThat(gateway.books(BusTarget.NAME).pending()).isPositive());
        down.run();
        load.join();
        submit();
        gateway.awaitDelivered(DatabaseTarget.NAME);
        gateway.eventually(() -> assertThat(gateway.problem(BusTarget.NAME)).contains("RabbitMQ"));
        assertThat(gateway.books(BusTarget.NAME).pending()).isPositive();
        rabbit.restart();
        gateway.awaitDelivered(BusTarget.NAME);
    }

    @Test
    void whatIsSwitchedOnLaterBeginsAtTheHead() {
        submit();
        gateway.awaitDelivered(DatabaseTarget.NAME);
        switchOn();
        submit();
        gateway.awaitDelivered(BusTarget.NAME);

        assertThat(take()).containsExactlyElementsOf(ids(gateway.accepted));
        assertThat(gateway.books(BusTarget.NAME).accepted()).isEqualTo(gateway.accepted.size());
    }

    @Test
    void historyIsPublishedUpToItsAge() {
        switchOn();
        gateway.submitHistory(posts.imported(1, 10));
        gateway.awaitDelivered(BusTarget.NAME);
        gateway.clock.move(Duration.ofDays(2));
        gateway.submitHistory(posts.imported(11, 20));
        gateway.awaitDelivered(BusTarget.NAME);

        assertThat(take()).containsExactlyElementsOf(ids(gateway.accepted.subList(0, 10)));
        assertThat(gateway.books(BusTarget.NAME).passedOver()).isEqualTo(10);
        assertThat(gateway.books(BusTarget.NAME).balanced()).isTrue();
    }

    /** Of the bus only: on a busy machine another target may have its own. */
    private List<String> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.startsWith("RabbitMQ is unavailable"))
                .toList();
    }

    private static List<String> ids(List<MessageEvent> events) {
        return events.stream()
                .sorted((a, b) -> Long.compare(a.position(), b.position()))
                .map(MessageEvent::toString)
                .toList();
    }

    /** The ids of what waits in the consumer's queue, in order; it is taken. */
    private static List<String> take() {
        CachingConnectionFactory connections = new CachingConnectionFactory("127.0.0.1", rabbit.port());
        connections.setUsername(rabbit.user());
        connections.setPassword(rabbit.password());
        try {
            RabbitTemplate template = new RabbitTemplate(connections);
            List<String> ids = new ArrayList<>();
            Message message = template.receive(QUEUE, SILENCE_MS);
            while (message != null) {
                ids.add(message.getMessageProperties().getMessageId());
                message = template.receive(QUEUE, SILENCE_MS);
            }
            return ids;
        } finally {
            connections.destroy();
        }
    }
}
