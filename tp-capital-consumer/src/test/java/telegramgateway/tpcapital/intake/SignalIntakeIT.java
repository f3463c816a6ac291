package telegramgateway.tpcapital.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.tpcapital.TestGateway;
import telegramgateway.tpcapital.TestServers;

/** The intake on real servers that are all up. */
class SignalIntakeIT {
    static final String R1 = "Swing Trade\nAtivo: BOVAW32\nCompra: 1,04 a 1,06\nAlvo 1: 1,15\nStop: 0,70";

    private static final AtomicLong CHANNELS = new AtomicLong(-1_001_000_000_000L);
    private static TestServers servers;
    private static LocalRedis redis;
    private static HikariDataSource pool;
    private static MessageCache cache;

    private final long channel = CHANNELS.getAndDecrement();
    private final long other = CHANNELS.getAndDecrement();
    private TestGateway gateway;

    @BeforeAll
    static void start() {
        servers = TestServers.migrated();
        redis = LocalRedis.start();
        pool = servers.pool();
        cache = TestIntake.cache(redis.url());
    }

    @AfterAll
    static void stop() {
        cache.close();
        pool.close();
        redis.close();
        servers.close();
    }

    @BeforeEach
    void openGateway() {
        gateway = new TestGateway(new MessageDatabase(servers.owner()), cache);
    }

    @Test
    void aPostAnEditADeleteAndARepostLeaveWhatTheyShould() {
        gateway.post(channel, 1, R1);
        gateway.post(channel, 2, R1);
        gateway.post(channel, 3, R1);
        gateway.deliver();
        try (TestIntake _ = following(channel)) {
            awaitVerdicts(channel, "1 signal", "2 signal", "3 signal");
            gateway.edit(channel, 1, R1.replace("0,70", "0,65"));
            gateway.delete(channel, 2);
            gateway.edit(channel, 3, "Operação CANCELADA");
            gateway.post(channel, 4, R1);
            gateway.deliver();
            awaitVerdicts(channel, "1 signal", "2 deleted", "3 not_a_signal", "4 signal");
        }
        assertThat(live(channel)).containsExactly("1 BOVAW32 1.04 0.65", "4 BOVAW32 1.04 0.70");
        assertThat(changes(channel))
                .containsExactlyInAnyOrder(
                        "1 created", "2 created", "3 created", "1 changed", "2 deleted", "3 withdrawn", "4 created");
    }

    @Test
    void twoChatsWithTheSameMessageIdsDoNotMix() {
        gateway.post(channel, 7, R1);
        gateway.post(other, 7, R1.replace("BOVAW32", "PETR4"));
        gateway.delete(other, 8);
        gateway.deliver();
        try (TestIntake _ = following(channel, other)) {
            awaitVerdicts(channel, "7 signal");
            awaitVerdicts(other, "7 signal", "8 deleted");
        }
        assertThat(live(channel)).containsExactly("7 BOVAW32 1.04 0.70");
        assertThat(live(other)).containsExactly("7 PETR4 1.04 0.70");
    }

    @Test
    void aHintIsFollowedAtOnceAndMarksWhatIsCommitted() {
        gateway.post(channel, 1, "Bom dia");
        gateway.deliver();
        try (TestIntake _ =
                TestIntake.of(new ChannelChoice(false, Set.of(channel)), pool, redis.url(), TestIntake.SELDOM)) {
            awaitVerdicts(channel, "1 not_a_signal");
            MessageEvent event = gateway.post(channel, 2, R1);
            gateway.deliver();
            awaitVerdicts(channel, "1 not_a_signal", "2 signal");
            await().untilAsserted(() -> assertThat(cache.committed(channel, 2)).hasValue(event.position()));
        }
    }

    @Test
    void withAStarAChannelThatAppearsLaterIsFollowed() {
        try (TestIntake _ = TestIntake.of(ChannelChoice.parse(List.of("*")), pool, redis.url(), TestIntake.OFTEN)) {
            gateway.post(channel, 1, R1);
            gateway.deliver();
            awaitVerdicts(channel, "1 signal");
        }
    }

    @Test
    void redeliveryFromTheBeginningChangesNothing() {
        gateway.post(channel, 1, R1);
        gateway.edit(channel, 1, R1.replace("0,70", "0,65"));
        gateway.post(channel, 2, "Bom dia");
        gateway.deliver();
        try (TestIntake _ = following(channel)) {
            awaitVerdicts(channel, "1 signal", "2 not_a_signal");
        }
        List<String> before = everything();
        servers.execute("UPDATE telegram_gateway.consumer_cursors SET position = 0 WHERE channel_id = " + channel);
        try (TestIntake again = following(channel)) {
            await().until(() -> again.processed("duplicate") == 2);
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aMessageThatCannotBeReadIsSetAsideAndHoldsNothingBack() {
        gateway.post(channel, 1, R1);
        gateway.post(channel, 2, R1);
        gateway.post(channel, 3, R1);
        gateway.deliverToDatabase();
        servers.execute("UPDATE telegram_gateway.messages SET json = '{\"no\": \"message\"}' WHERE message_id = 2"
                + " AND channel_id = " + channel);
        try (TestIntake intake = following(channel)) {
            awaitVerdicts(channel, "1 signal", "2 failed", "3 signal");
            await().until(() -> intake.processed("failed") == 1);
        }
    }

    @Test
    void aChannelThatWaitsDoesNotStopTheOthers() throws SQLException {
        gateway.post(channel, 1, R1);
        gateway.post(other, 1, R1);
        gateway.deliver();
        try (TestIntake _ = following(channel, other)) {
            awaitVerdicts(channel, "1 signal");
            awaitVerdicts(other, "1 signal");
            try (Connection lock = servers.owner().getConnection()) {
                lock.setAutoCommit(false);
                lock.createStatement()
                        .execute("SELECT * FROM telegram_gateway.consumer_cursors WHERE channel_id = " + channel
                                + " FOR UPDATE");
                gateway.post(channel, 2, R1);
                gateway.post(other, 2, R1);
                gateway.deliver();
                awaitVerdicts(other, "1 signal", "2 signal");
                assertThat(verdicts(channel)).containsExactly("1 signal");
            }
            awaitVerdicts(channel, "1 signal", "2 signal");
        }
    }

    @Test
    void twoConsumersAtOnceDoEverythingOnce() {
        for (int id = 1; id <= 1_000; id++) {
            gateway.post(channel, id, id % 10 == 0 ? R1 : "Bom dia");
        }
        gateway.deliver();
        try (TestIntake one = following(channel);
                TestIntake two = following(channel)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> verdicts(channel).size() == 1_000);
            await().until(() -> done(one) + done(two) == 1_000);
        }
        assertThat(live(channel)).hasSize(100);
        assertThat(changes(channel)).hasSize(100);
    }

    @Test
    void lagIsZeroWhenAllIsDone() {
        gateway.post(channel, 1, R1);
        gateway.deliver();
        try (TestIntake intake = following(channel)) {
            awaitVerdicts(channel, "1 signal");
            await().until(() -> intake.intake.lag().isZero());
            assertThat(intake.metrics
                            .get("tp.capital.polling.lag.seconds")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(intake.intake.failure()).isNull();
        }
    }

    private static double done(TestIntake intake) {
        return intake.processed("signal") + intake.processed("not_a_signal");
    }

    private TestIntake following(Long... channels) {
        return TestIntake.of(Set.of(channels), pool, redis.url());
    }

    private static void awaitVerdicts(long channelId, String... expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(verdicts(channelId)).containsExactly(expected));
    }

    private static List<String> verdicts(long channelId) {
        return servers.rows("SELECT message_id, outcome FROM tp_capital.verdicts WHERE channel_id = " + channelId
                + " ORDER BY message_id");
    }

    private static List<String> live(long channelId) {
        return servers.rows("SELECT message_id, asset, buy_min, stop FROM tp_capital.tp_capital_signals"
                + " WHERE deleted_at IS NULL AND withdrawn_at IS NULL AND channel_id = " + channelId
                + " ORDER BY message_id");
    }

    private static List<String> changes(long channelId) {
        return servers.rows("SELECT message_id, change FROM tp_capital.signal_events WHERE channel_id = " + channelId
                + " ORDER BY position");
    }

    private List<String> everything() {
        List<String> all = servers.rows("SELECT v::text FROM tp_capital.verdicts v WHERE channel_id = " + channel);
        all.addAll(servers.rows("SELECT s::text FROM tp_capital.tp_capital_signals s WHERE channel_id = " + channel));
        all.addAll(servers.rows("SELECT e::text FROM tp_capital.signal_events e WHERE channel_id = " + channel));
        all.addAll(
                servers.rows("SELECT position FROM telegram_gateway.consumer_cursors c WHERE channel_id = " + channel));
        return all;
    }
}
