package telegramgateway.message.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import telegramgateway.message.feed.StoreUnavailableException;

class PublishIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static TestBroker broker;
    private MessageBus bus;

    @BeforeAll
    static void start() {
        broker = new TestBroker();
    }

    @AfterAll
    static void close() {
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void connect() {
        broker.clear();
        bus = MessageBus.connect(broker.options());
    }

    @AfterEach
    void disconnect() {
        bus.close();
    }

    @Test
    void publishesTheCanonicalJsonWithItsIdAndHeaders() {
        var event = TestBroker.event(TestBroker.CHANNEL, 7, 1234);
        bus.publish(List.of(event));
        Message message = broker.takeEvents().getFirst();
        assertThat(message.getBody()).isEqualTo(event.json());
        var properties = message.getMessageProperties();
        assertThat(properties.getReceivedRoutingKey()).isEqualTo("telegram.channel.-1001649127710.posted");
        assertThat(properties.getReceivedExchange()).isEqualTo("telegram.messages");
        assertThat(properties.getReceivedDeliveryMode()).isEqualTo(MessageDeliveryMode.PERSISTENT);
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getMessageId()).isEqualTo("-1001649127710:7:1234");
        assertThat(properties.getHeaders())
                .containsAllEntriesOf(Map.of("x-source", "user", "x-channel-id", -1001649127710L, "x-position", 1234L));
    }

    @Test
    void keepsTheOrderOverManyWindows() {
        var events = TestBroker.events(1, 3L * BusOptions.WINDOW + 7);
        bus.publish(events);
        assertThat(broker.takeEvents())
                .extracting(message -> message.getMessageProperties().<Long>getHeader("x-position"))
                .containsExactlyElementsOf(
                        events.stream().map(event -> event.position()).toList());
    }

    @Test
    void whatNoQueueTakesIsNotDelivered() {
        bus.publish(TestBroker.events(1, 1));
        broker.admin.deleteQueue(BusTopology.queue(TestBroker.CONSUMER));
        var second = TestBroker.events(2, 2);
        assertThatThrownBy(() -> bus.publish(second))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no queue takes telegram.channel.-1001649127710.posted")
                .hasMessageContaining("NO_ROUTE");
        // The next try has declared the queue again.
        bus.publish(second);
        assertThat(ids(broker.takeEvents())).containsExactly("-1001649127710:2:2");
    }

    @Test
    void whatAQueueRefusesIsNotDelivered() {
        bus.ping();
        Queue narrow = QueueBuilder.nonDurable("narrow")
                .maxLength(1)
                .overflow(QueueBuilder.Overflow.rejectPublish)
                .build();
        broker.admin.declareQueue(narrow);
        broker.admin.declareBinding(
                new Binding("narrow", Binding.DestinationType.QUEUE, BusTopology.EXCHANGE, "telegram.#", Map.of()));
        bus.publish(TestBroker.events(1, 1));
        assertThatThrownBy(() -> bus.publish(TestBroker.events(2, 2)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("refused");
        broker.admin.deleteQueue("narrow");
        bus.publish(TestBroker.events(2, 2));
        assertThat(ids(broker.takeEvents())).contains("-1001649127710:1:1", "-1001649127710:2:2");
    }

    @Test
    void aConfirmedEventOutlivesACrashOfTheBroker() {
        bus.ping();
        // RabbitMQ 3.10 writes down which quorum queues it has when it stops, and every three minutes.
        broker.server.stop();
        broker.server.restart();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(bus::ping);
        bus.publish(TestBroker.events(1, 50));
        broker.server.kill();
        assertThatThrownBy(() -> bus.publish(TestBroker.events(51, 60))).isInstanceOf(StoreUnavailableException.class);
        broker.server.restart();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> bus.publish(TestBroker.events(51, 60)));
        assertThat(ids(broker.takeEvents()).stream().distinct()).hasSize(60);
    }

    @Test
    void refusesAtOnceWhileAnAlarmBlocksTheConnection() {
        bus.publish(TestBroker.events(1, 1));
        broker.server.control("set_vm_memory_high_watermark", "0.00001");
        try {
            // RabbitMQ says so only to who has published.
            assertThatThrownBy(() -> bus.publish(TestBroker.events(2, 2)))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> bus.publish(TestBroker.events(2, 2)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("takes nothing now");
        } finally {
            broker.server.control("set_vm_memory_high_watermark", "0.4");
        }
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> bus.publish(TestBroker.events(2, 2)));
        assertThat(ids(broker.takeEvents()).stream().distinct())
                .containsExactly("-1001649127710:1:1", "-1001649127710:2:2");
    }

    @Test
    void saysWhyItDoesNotAnswer() {
        try (MessageBus stranger = MessageBus.connect(new BusOptions(
                broker.server.uri(), "nobody", "wrong", Duration.ofSeconds(3), List.of(TestBroker.CONSUMER)))) {
            assertThatThrownBy(stranger::ping)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("ACCESS_REFUSED");
        }
    }

    private static List<String> ids(List<Message> messages) {
        return messages.stream()
                .map(message -> message.getMessageProperties().getMessageId())
                .toList();
    }
}
