package telegramgateway.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import telegramgateway.local.LocalRabbit;

/** The broker fails in every way that brokers have. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class RabbitFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final World world;

    RabbitFaultsIT(World world) {
        this.world = world;
    }

    @BeforeEach
    void needsTheBroker() {
        assumeTrue(world.rabbit != null, LocalRabbit.MISSING);
    }

    private interface Work {
        void on(Channel channel) throws Exception;
    }

    private void channel(Work work) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(world.broker().port());
        factory.setUsername(world.broker().user());
        factory.setPassword(world.broker().password());
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            work.on(channel);
        }
    }

    private void awaitProblem(String words) {
        await("the gateway to say " + words)
                .atMost(LIMIT)
                .until(() -> world.gateway.get("/health").toString().contains(words));
    }

    @Test
    @Tag("slow")
    void stopped() throws Exception {
        new FaultRow(world, 15, "RabbitMQ stopped for 30 s").run(_ -> {
            world.broker().stop();
            FaultRow.pass(Duration.ofSeconds(30));
            world.broker().restart();
        });
    }

    @Test
    @Tag("slow")
    void blocked() throws Exception {
        new FaultRow(world, 16, "RabbitMQ blocks publishers by its memory alarm").run(_ -> {
            world.broker().control("set_vm_memory_high_watermark", "absolute", "1");
            awaitProblem("RabbitMQ takes nothing now");
            FaultRow.pass(Duration.ofSeconds(5));
            world.broker().control("set_vm_memory_high_watermark", "0.4");
        });
    }

    @Test
    void unroutable() throws Exception {
        new FaultRow(world, 17, "RabbitMQ returns messages as unroutable").run(_ -> {
            channel(it -> it.queueUnbind(Subscriber.QUEUE, "telegram.messages", "telegram.channel.#"));
            // What was deleted is declared again after the first failure, so the row ends by itself.
            awaitRebound();
        });
    }

    private void awaitRebound() {
        await("the binding to come back")
                .atMost(LIMIT)
                .until(() -> world.broker()
                        .control("list_bindings", "source_name", "destination_name")
                        .contains("telegram.messages\t" + Subscriber.QUEUE));
    }

    @Test
    @Tag("slow")
    void refusedWithNack() throws Exception {
        new FaultRow(world, 18, "RabbitMQ refuses with nack: a queue is full").run(_ -> {
            channel(it -> {
                // Of a classic queue, since a quorum queue takes a few more than its limit.
                it.queueDeclare("full", false, false, true, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
                it.queueBind("full", "telegram.messages", "telegram.channel.#");
            });
            awaitProblem("RabbitMQ");
            FaultRow.pass(Duration.ofSeconds(5));
            channel(it -> it.queueDelete("full"));
        });
    }

    @Test
    @Tag("slow")
    void restartedWithItsQueues() throws Exception {
        new FaultRow(world, 19, "RabbitMQ's node restarted, with queues that hold messages").run(_ -> {
            world.subscriber().pause();
            FaultRow.pass(Duration.ofSeconds(2));
            world.broker().restart();
            world.subscriber().resume();
        });
    }
}
