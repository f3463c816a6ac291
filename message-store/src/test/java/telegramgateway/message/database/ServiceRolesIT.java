package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.message.database.Batches.deleted;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.posted;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.message.audit.AuditScope;
import telegramgateway.message.audit.ChannelAudit;
import telegramgateway.message.audit.StoreAudit;
import telegramgateway.message.feed.StoreUnavailableException;

class ServiceRolesIT {

    private static final long CHANNEL = -1_001L;
    private static final String PASSWORD = "it's \"quoted\" \\";

    private static final TestDatabase DATABASE = TestDatabase.empty();

    @BeforeAll
    static void migrate() {
        DatabaseMigration.migrate(
                DATABASE.dataSource(),
                Map.of("telegram_gateway_native", PASSWORD, "telegram_gateway_api", PASSWORD, "tp_capital", PASSWORD));
    }

    /** Roles belong to the server, which other tests use too. */
    @AfterAll
    static void dropRoles() {
        for (String role : ServiceRole.NAMES) {
            DATABASE.execute("DROP OWNED BY " + role);
        }
    }

    @Test
    void letTheGatewayDeliverAndStart() {
        MessageDatabase messages = as("telegram_gateway_native");
        Batches batches = new Batches(messages);
        batches.apply(
                List.of(posted(CHANNEL, 1, 10, "a"), posted(CHANNEL, 2, 11, "b")),
                List.of(new ChannelTitle(CHANNEL, "title", null, "public_channel")));
        batches.apply(edited(CHANNEL, 1, 20, "c"), deleted(CHANNEL, 2, 21));
        assertThat(messages.highestPosition()).isEqualTo(21);
        assertThat(messages.known(CHANNEL, List.of(1L))).hasSize(1);
        assertThat(messages.youngest(CHANNEL, 100, 10)).hasSize(2);
    }

    @Test
    void letTheGatewaysRoleAudit() {
        long channel = TestDatabase.newChannel();
        new Batches(as("telegram_gateway_native")).apply(posted(channel, 1, 10, "a"));
        StoreAudit audit = new StoreAudit(DATABASE.serviceDataSource("telegram_gateway_native", PASSWORD));
        assertThat(audit.channels()).contains(channel);
        for (int checkpoints = 0; checkpoints < 2; checkpoints++) {
            ChannelAudit found = audit.audit(channel, AuditScope.WHOLE, null, (_, _, _) -> {});
            assertThat(found.isClean()).isTrue();
            assertThat(found.chain().checkpoints()).isEqualTo(checkpoints);
        }
    }

    @Test
    void letTheApiReadAndKeepItsClients() {
        MessageDatabase messages = as("telegram_gateway_api");
        assertThat(messages.after(CHANNEL, 0, 10)).isNotNull();
        assertThat(messages.channels()).isNotNull();
        assertThatCode(() -> {
                    execute("telegram_gateway_api", "SELECT FROM telegram_gateway.messages_per_minute");
                    execute("telegram_gateway_api", "SELECT FROM telegram_gateway.messages_per_hour");
                    execute(
                            "telegram_gateway_api",
                            "INSERT INTO telegram_gateway.api_clients (name, role) VALUES ('client', 'reader')");
                    execute(
                            "telegram_gateway_api",
                            "INSERT INTO telegram_gateway.api_keys (prefix, client_id, key_sha256)"
                                    + " SELECT 'prefix', client_id, sha256('key') FROM telegram_gateway.api_clients");
                    execute(
                            "telegram_gateway_api",
                            "INSERT INTO telegram_gateway.audit_log (actor, action) VALUES ('client', 'login')");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void letTheConsumerFollowTheFeedAndKeepItsResults() {
        assertThat(as("tp_capital").after(CHANNEL, 0, 10)).isNotNull();
        assertThatCode(() -> {
                    execute(
                            "tp_capital",
                            "INSERT INTO telegram_gateway.consumer_cursors (consumer, channel_id, position)"
                                    + " VALUES ('tp-capital', -1, 5)");
                    execute("tp_capital", "UPDATE telegram_gateway.consumer_cursors SET position = 6");
                    execute("tp_capital", "SELECT FROM tp_capital.tp_capital_signals");
                    execute("tp_capital", "UPDATE tp_capital.verdicts SET decided_at = now()");
                    execute("tp_capital", "SELECT FROM tp_capital.signal_events");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void letEachServiceMoveItsOwnConsumersOnly() {
        execute(
                "tp_capital",
                "INSERT INTO telegram_gateway.consumer_cursors (consumer, channel_id, position)"
                        + " VALUES ('tp-capital', -77, 5)");
        execute(
                "telegram_gateway_api",
                "INSERT INTO telegram_gateway.consumer_cursors (consumer, channel_id, position) VALUES ('bot', -77, 7)");
        execute("telegram_gateway_api", "UPDATE telegram_gateway.consumer_cursors SET position = 9");
        execute("telegram_gateway_api", "DELETE FROM telegram_gateway.consumer_cursors WHERE consumer = 'tp-capital'");
        execute("tp_capital", "UPDATE telegram_gateway.consumer_cursors SET position = 6 WHERE channel_id = -77");
        assertThat(DATABASE.query("SELECT consumer || position FROM telegram_gateway.consumer_cursors"
                        + " WHERE channel_id = -77 ORDER BY consumer"))
                .containsExactly("bot9", "tp-capital6");
        assertThatThrownBy(() -> execute(
                        "telegram_gateway_api",
                        "INSERT INTO telegram_gateway.consumer_cursors (consumer, channel_id, position)"
                                + " VALUES ('tp-capital', -78, 5)"))
                .hasMessageContaining("row-level security");
        assertThat(as("telegram_gateway_native").highestPosition()).isGreaterThanOrEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE telegram_gateway.mine ()",
                "CREATE TABLE tp_capital.mine ()",
                "CREATE SCHEMA mine",
                "ALTER TABLE telegram_gateway.messages ADD COLUMN mine int",
                "DROP TABLE telegram_gateway.sessions",
                "TRUNCATE telegram_gateway.messages",
                "DELETE FROM telegram_gateway.messages",
                "DELETE FROM telegram_gateway.message_events",
                "UPDATE telegram_gateway.message_events SET json = ''",
                "UPDATE tp_capital.signal_events SET asset = ''",
                "UPDATE telegram_gateway.audit_log SET actor = ''",
                "UPDATE telegram_gateway.audit_chain SET events = 1",
                "DELETE FROM telegram_gateway.audit_chain",
                "SELECT rolpassword FROM pg_authid"
            })
    void letNobodyChangeStructureOrHistory(String statement) {
        for (String role : ServiceRole.NAMES) {
            assertThatThrownBy(() -> execute(role, statement)).as(role).hasMessageMatching("(?s).*(denied|owner).*");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "telegram_gateway_api, INSERT INTO telegram_gateway.messages DEFAULT VALUES",
        "telegram_gateway_api, SELECT FROM tp_capital.tp_capital_signals",
        "tp_capital,           INSERT INTO telegram_gateway.messages DEFAULT VALUES",
        "tp_capital,           SELECT FROM telegram_gateway.api_clients",
        "telegram_gateway_native, SELECT FROM telegram_gateway.api_clients",
        "telegram_gateway_native, UPDATE tp_capital.verdicts SET outcome = ''"
    })
    void keepServicesOutOfEachOthersTables(String role, String statement) {
        assertThatThrownBy(() -> execute(role, statement)).hasMessageContaining("denied");
    }

    @Test
    void saysWhichRightIsMissing() {
        assertThatThrownBy(() -> new Batches(as("telegram_gateway_api")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("lacks a right")
                .hasMessageContaining("delivery_cursors");
    }

    @Test
    void keepTheirPasswordWhenAMigrationNamesNoneAndChangeItWhenItDoes() {
        DatabaseMigration.migrate(DATABASE.dataSource(), Map.of());
        assertThat(as("tp_capital").channels()).isNotNull();
        DatabaseMigration.migrate(DATABASE.dataSource(), Map.of("tp_capital", "another"));
        assertThatThrownBy(() -> as("tp_capital").channels()).isInstanceOf(StoreUnavailableException.class);
        DatabaseMigration.migrate(DATABASE.dataSource(), Map.of("tp_capital", PASSWORD));
        assertThat(as("tp_capital").channels()).isNotNull();
    }

    private static MessageDatabase as(String role) {
        return new MessageDatabase(DATABASE.serviceDataSource(role, PASSWORD));
    }

    private static void execute(String role, String statement) {
        TestDatabase.execute(DATABASE.serviceDataSource(role, PASSWORD), statement);
    }
}
