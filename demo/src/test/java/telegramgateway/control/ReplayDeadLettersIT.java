package telegramgateway.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageBuilderSupport;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import telegramgateway.local.LocalRabbit;
import telegramgateway.message.bus.BusOptions;
import telegramgateway.message.bus.BusSubscription;
import telegramgateway.message.bus.BusTopology;

class ReplayDeadLettersIT {
    private static final String CONSUMER = "tp-capital";

    private static LocalRabbit server;
    private static CachingConnectionFactory connections;
    private static RabbitTemplate template;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        assumeTrue(LocalRabbit.isInstalled(), LocalRabbit.MISSING);
        server = LocalRabbit.start();
        connections = new CachingConnectionFactory("127.0.0.1", server.port());
        connections.setUsername(server.user());
        connections.setPassword(server.password());
        template = new RabbitTemplate(connections);
        declare();
    }

    private static void declare() {
        BusOptions options = new BusOptions(
                server.uri(), server.user(), server.password(), Duration.ofSeconds(3), List.of(CONSUMER));
        try (BusSubscription subscription = BusSubscription.connect(options, CONSUMER, 1)) {
            subscription.open();
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            connections.destroy();
            server.close();
        }
    }

    @BeforeEach
    void clear() {
        RabbitAdmin admin = new RabbitAdmin(connections);
        admin.purgeQueue(BusTopology.DEAD_LETTER_QUEUE);
        admin.purgeQueue(BusTopology.queue(CONSUMER));
    }

    @Test
    void aDryRunCountsByConsumerAndReasonAndMovesNothing() {
        bury("1", CONSUMER, "no JSON");
        bury("2", CONSUMER, "no JSON");
        bury("3", null, "who knows");
        assertThat(run("--dry-run")).isEqualTo(ReplayDeadLettersCommand.DONE);
        assertThat(out.toString(UTF_8))
                .contains("2 tp-capital: no JSON\n")
                .contains("1 (unknown): who knows\n")
                .contains("3 dead letters; nothing was moved\n");
        assertThat(bodies(BusTopology.queue(CONSUMER))).isEmpty();
        assertThat(bodies(BusTopology.DEAD_LETTER_QUEUE)).containsExactly("1", "2", "3");
    }

    @Test
    void lettersGoBackToTheirConsumerInOrderAndAsTheyWere() {
        bury("1", CONSUMER, "no JSON");
        bury("2", CONSUMER, "no JSON");
        bury("3", CONSUMER, "no JSON");
        assertThat(run("--limit", "2")).isEqualTo(ReplayDeadLettersCommand.DONE);
        assertThat(out.toString(UTF_8)).contains("2 moved to their consumers\n");
        Message first = requireNonNull(template.receive(BusTopology.queue(CONSUMER), 5_000));
        assertThat(first.getBody()).asString().isEqualTo("1");
        assertThat(first.getMessageProperties().getMessageId()).isEqualTo("id of 1");
        assertThat(first.getMessageProperties().getHeaders())
                .containsEntry("x-channel-id", 7L)
                .doesNotContainKeys("x-reason", "x-consumer");
        assertThat(bodies(BusTopology.queue(CONSUMER))).containsExactly("2");
        assertThat(bodies(BusTopology.DEAD_LETTER_QUEUE)).containsExactly("3");
    }

    @Test
    void whatHasNoConsumerStaysAndDoesNotHoldUpTheRest() {
        bury("1", null, "who knows");
        bury("2", "nobody", "no JSON");
        bury("3", CONSUMER, "no JSON");
        assertThat(run()).isEqualTo(ReplayDeadLettersCommand.SOME_STAY);
        assertThat(out.toString(UTF_8)).contains("1 moved to their consumers\n").contains("2 stay: ");
        assertThat(bodies(BusTopology.queue(CONSUMER))).containsExactly("3");
        assertThat(bodies(BusTopology.DEAD_LETTER_QUEUE)).containsExactly("1", "2");
    }

    @Test
    void theBrokersOwnHeaderSaysWhoseItIs() {
        template.send(
                BusTopology.DEAD_LETTER_EXCHANGE,
                "",
                MessageBuilder.withBody("1".getBytes(UTF_8))
                        .setHeader(
                                "x-death",
                                List.of(Map.of("reason", "delivery_limit", "queue", BusTopology.queue(CONSUMER))))
                        .build());
        assertThat(run("--dry-run")).isEqualTo(ReplayDeadLettersCommand.DONE);
        assertThat(out.toString(UTF_8)).contains("1 tp-capital: delivery_limit\n");
        assertThat(run()).isEqualTo(ReplayDeadLettersCommand.DONE);
        assertThat(bodies(BusTopology.queue(CONSUMER))).containsExactly("1");
    }

    @Test
    void itSaysWhatIsWrongWithSettingsAndBroker() {
        assertThat(run("--limit", "0")).isEqualTo(ReplayDeadLettersCommand.WRONG_USAGE);
        assertThat(err.toString(UTF_8)).contains("--limit is a number above 0");
        assertThat(command(Map.of("RABBITMQ_URL", "amqp://me:secret@localhost")).run())
                .isEqualTo(ReplayDeadLettersCommand.WRONG_USAGE);
        assertThat(command(Map.of("RABBITMQ_URL", "amqp://127.0.0.1:1")).run())
                .isEqualTo(ReplayDeadLettersCommand.NO_BROKER);
        assertThat(err.toString(UTF_8))
                .contains("RabbitMQ does not answer")
                .contains("RABBITMQ_URL")
                .doesNotContain("secret");
    }

    private int run(String... args) {
        return command(Map.of(
                        "RABBITMQ_URL", server.uri().toString(),
                        "RABBITMQ_USERNAME", server.user(),
                        "RABBITMQ_PASSWORD", server.password()))
                .run(args);
    }

    private ReplayDeadLettersCommand command(Map<String, String> environment) {
        return new ReplayDeadLettersCommand(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment);
    }

    private static void bury(String body, @Nullable String consumer, String reason) {
        MessageBuilderSupport<Message> message = MessageBuilder.withBody(body.getBytes(UTF_8))
                .setMessageId("id of " + body)
                .setHeader("x-channel-id", 7L)
                .setHeader("x-reason", reason);
        if (consumer != null) {
            message.setHeader("x-consumer", consumer);
        }
        template.send(BusTopology.DEAD_LETTER_EXCHANGE, "", message.build());
    }

    private static List<String> bodies(String queue) {
        List<String> bodies = new ArrayList<>();
        Message next = template.receive(queue, 1_000);
        while (next != null) {
            bodies.add(new String(next.getBody(), UTF_8));
            next = template.receive(queue, 1_000);
        }
        return bodies;
    }
}
