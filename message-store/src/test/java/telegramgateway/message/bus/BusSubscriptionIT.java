package telegramgateway.message.bus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import telegramgateway.message.feed.StoreUnavailableException;

class BusSubscriptionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BRIEFLY = Duration.ofMillis(300);
    private static final int PREFETCH = 10;
    private static TestBroker broker;
    private MessageBus bus;
    private BusSubscription subscription;

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
        subscription = subscription();
        subscription.open();
    }

    @AfterEach
    void disconnect() {
        subscription.close();
        bus.close();
    }

    @Test
    void handsOverInOrderNoMoreThanThePrefetchAndOnlyOnceWhenAccepted() throws InterruptedException {
        bus.publish(TestBroker.events(1, 25));
        List<String> taken = new ArrayList<>();
        while (taken.size() < 25) {
            List<BusDelivery> next = subscription.take(PATIENCE);
            assertThat(next).hasSizeBetween(1, PREFETCH).noneMatch(BusDelivery::redelivered);
            next.forEach(delivery -> taken.add(delivery.toString()));
            subscription.acceptUpTo(next.getLast());
        }
        assertThat(taken)
                .containsExactlyElementsOf(
                        TestBroker.events(1, 25).stream().map(Object::toString).toList());
        subscription.open();
        assertThat(subscription.take(BRIEFLY)).isEmpty();
    }

    @Test
    void whatWasNotAcceptedComesAgainInOrderAndSaysSo() throws InterruptedException {
        bus.publish(TestBroker.events(1, 3));
        BusDelivery first = subscription.take(PATIENCE).getFirst();
        subscription.acceptUpTo(first);
        subscription.open();
        List<String> again = new ArrayList<>();
        while (again.size() < 2) {
            for (BusDelivery delivery : subscription.take(PATIENCE)) {
                assertThat(delivery.redelivered()).isTrue();
                again.add(delivery.toString());
            }
        }
        assertThat(again).containsExactly("-1001649127710:2:2", "-1001649127710:3:3");
        assertThatThrownBy(() -> subscription.acceptUpTo(first)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void theSecondSubscriberStandsByUntilTheFirstIsGone() throws InterruptedException {
        try (BusSubscription second = subscription()) {
            second.open();
            bus.publish(TestBroker.events(1, 3));
            assertThat(second.take(BRIEFLY)).isEmpty();
            subscription.close();
            assertThat(second.take(PATIENCE).getFirst()).hasToString("-1001649127710:1:1");
        }
    }

    @Test
    void aBuriedMessageLiesAmongTheDeadLettersAsItWasWithItsReason() throws InterruptedException {
        bus.publish(TestBroker.events(1, 1));
        BusDelivery delivery = subscription.take(PATIENCE).getFirst();
        broker.admin.deleteExchange(BusTopology.DEAD_LETTER_EXCHANGE);
        subscription.bury(delivery, "unreadable: no JSON");
        subscription.acceptUpTo(delivery);
        Message dead = broker.take(BusTopology.DEAD_LETTER_QUEUE).getFirst();
        assertThat(dead.getBody())
                .isEqualTo(TestBroker.event(TestBroker.CHANNEL, 1, 1).json());
        assertThat(dead.getMessageProperties().getMessageId()).isEqualTo("-1001649127710:1:1");
        assertThat(dead.getMessageProperties().getHeaders())
                .containsAllEntriesOf(Map.of(
                        "x-reason",
                        "unreadable: no JSON",
                        "x-consumer",
                        "tp-capital",
                        "x-channel-id",
                        TestBroker.CHANNEL,
                        "x-position",
                        1L));
    }

    @Test
    void whatComesBackTooOftenBecomesADeadLetterByTheBrokersOwnLimit() throws InterruptedException {
        bus.publish(TestBroker.events(1, 1));
        for (int i = 0; i <= BusTopology.DELIVERY_LIMIT; i++) {
            assertThat(subscription.take(PATIENCE)).hasSize(1);
            subscription.open();
        }
        assertThat(subscription.take(BRIEFLY)).isEmpty();
        List<Message> dead = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            dead.addAll(broker.take(BusTopology.DEAD_LETTER_QUEUE));
            return !dead.isEmpty();
        });
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.getMessageProperties().getMessageId()).isEqualTo("-1001649127710:1:1");
            Map<String, ?> death = requireNonNull(letter.getMessageProperties().getXDeathHeader())
                    .getFirst();
            assertThat(death.get("reason")).hasToString("delivery_limit");
            assertThat(death.get("queue")).hasToString(BusTopology.queue(TestBroker.CONSUMER));
        });
    }

    @Test
    void itIsOpenOnlyWhileTheBrokerIsThere() {
        assertThat(subscription.isOpen()).isTrue();
        broker.server.stop();
        await().atMost(PATIENCE).until(() -> !subscription.isOpen());
        assertThatThrownBy(() -> subscription.take(BRIEFLY)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(subscription::open)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("RabbitMQ");
        broker.server.restart();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(subscription::open);
        assertThat(subscription.isOpen()).isTrue();
    }

    private static BusSubscription subscription() {
        return BusSubscription.connect(broker.options(), TestBroker.CONSUMER, PREFETCH);
    }
}
