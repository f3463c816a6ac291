package telegramgateway.tpcapital.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.tpcapital.TestGateway;
import telegramgateway.tpcapital.TestServers;

/** Many random events while the intake runs, and what must be left of them. */
class OracleIT {
    private static final int EVENTS = 10_000;
    private static final int MESSAGES_PER_CHANNEL = 1_500;
    private static final int BATCH = 200;
    private static final List<Long> CHANNELS = List.of(-1_001_649_127_710L, -1_001_744_113_331L, -1_001_412_188_586L);

    /** What a text is by its author's will, and the row that a signal leaves. */
    private enum Text {
        COMPLETE(
                "🟢Swing Trade\nAtivo: BOVAW32\nCompra: 1,04 a 1,06\nAlvo 1: 1,15\nStop: 0,70",
                "signal",
                "BOVAW32 1.04 0.70"),
        NORMALISED("ATIVO BEEFW655\nCOMPRA 0.25-0.27\nALVO 1 0.35\nSTOP 0.16", "signal", "BEEFW655 0.25 0.16"),
        BLANK_STOP("Ativo: BOVAW14\nCompra: 0,64 a 0,66\nAlvo 1: 0,75\nStop:", "signal", "BOVAW14 0.64 null"),
        SALE("Ativo: VALE3\nVenda: 70,00\nAlvo 1: 65,00\nStop: 72,00", "signal", "VALE3 null 72.00"),
        NO_SIDE("Ativo: PETR4\nStop: 20,00", "incomplete", null),
        TARGET_HIT("BOVAW22 ALVO 1 ATINGIDO ✅\n+17,02%", "not_a_signal", null),
        LETTER("Bom dia, investidor! IBOVESPA...", "not_a_signal", null),
        PHOTO("", "not_a_signal", null);

        private final String text;
        private final String outcome;
        private final @Nullable String row;

        Text(String text, String outcome, @Nullable String row) {
            this.text = text;
            this.outcome = outcome;
            this.row = row;
        }
    }

    @Test
    void tenThousandMixedEventsLeaveWhatTheOracleSays() {
        try (TestServers servers = TestServers.migrated();
                LocalRedis redis = LocalRedis.start();
                HikariDataSource pool = servers.pool();
                MessageCache cache = TestIntake.cache(redis.url());
                TestIntake intake = TestIntake.of(Set.copyOf(CHANNELS), pool, redis.url())) {
            TestGateway gateway = new TestGateway(new MessageDatabase(servers.owner()), cache);
            Map<String, String> verdicts = new TreeMap<>();
            Map<String, String> rows = new TreeMap<>();
            Random random = new Random(42);
            for (int i = 1; i <= EVENTS; i++) {
                event(gateway, random, verdicts, rows);
                if (i % BATCH == 0) {
                    deliver(gateway, redis, random);
                }
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> processed(servers));
            await().until(() -> intake.intake.lag().isZero());
            assertThat(servers.rows("SELECT channel_id, message_id, position, outcome FROM tp_capital.verdicts"))
                    .containsExactlyInAnyOrderElementsOf(verdicts.values());
            assertThat(servers.rows("SELECT channel_id, message_id, asset, buy_min, stop"
                            + " FROM tp_capital.tp_capital_signals WHERE deleted_at IS NULL AND withdrawn_at IS NULL"))
                    .containsExactlyInAnyOrderElementsOf(rows.values());
            assertThat(intake.processed("failed")).isZero();
        }
    }

    private static void event(
            TestGateway gateway, Random random, Map<String, String> verdicts, Map<String, String> rows) {
        long channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
        long message = 1L + random.nextInt(MESSAGES_PER_CHANNEL);
        String key = channel + " " + message;
        String known = verdicts.get(key);
        if (known != null && known.endsWith(" deleted")) {
            return; // Telegram never gives an id twice
        }
        rows.remove(key);
        if (known != null && random.nextInt(8) == 0) {
            MessageEvent event = gateway.delete(channel, message);
            verdicts.put(key, key + " " + event.position() + " deleted");
            return;
        }
        Text text = Text.values()[random.nextInt(Text.values().length)];
        MessageEvent event =
                known == null ? gateway.post(channel, message, text.text) : gateway.edit(channel, message, text.text);
        verdicts.put(key, key + " " + event.position() + " " + text.outcome);
        if (text.row != null) {
            rows.put(key, key + " " + text.row);
        }
    }

    /** The tiers run behind each other, and now and then the cache is lost. */
    private static void deliver(TestGateway gateway, LocalRedis redis, Random random) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> gateway.deliverToCache(); // the database lags
            case 4, 5, 6 -> gateway.deliverToDatabase(); // the cache is passed over
            case 7 -> {
                redis.restart();
                gateway.deliver();
            }
            default -> gateway.deliver();
        }
    }

    private static boolean processed(TestServers servers) {
        return servers.rows("""
                        SELECT count(*) FROM telegram_gateway.messages m LEFT JOIN telegram_gateway.consumer_cursors c
                        USING (channel_id) WHERE c.position IS NULL OR c.position < m.position""").equals(List.of("0"));
    }
}
