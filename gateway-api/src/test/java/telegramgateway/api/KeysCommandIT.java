package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.api.clients.KeysCommand;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalRedis;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/api-keys} beside a running API. */
class KeysCommandIT {
    private static final LocalDatabase DATABASE = migrated();
    private static final String CHANNELS = "/api/v1/channels";

    private final String name = "command-" + UUID.randomUUID();
    private String said = "";
    private String complained = "";

    @Test
    void aClientFromItsFirstKeyToItsEnd() {
        try (RunningApi api = RunningApi.start(LocalRedis.shared(), DATABASE, Map.of())) {
            ApiClient first = api.client().withKey(create("--role", "reader", "--expires", "90d"));
            assertThat(first.get(CHANNELS).status()).isEqualTo(200);
            assertThat(first.get("/api/v1/clients").status()).isEqualTo(403);

            assertThat(run("rotate", name, "--overlap", "0s", "--json")).isZero();
            ApiClient second = api.client().withKey(key());
            assertThat(second.get(CHANNELS).status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> first.get(CHANNELS).status() == 401);

            assertThat(run("revoke", name)).isZero();
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> second.get(CHANNELS).status() == 401);
        }
    }

    @Test
    void theListShowsNoSecret() {
        String key = create("--role", "operator", "--channel", "-1001649127710", "--signed");
        assertThat(said).contains("signingSecret");
        assertThat(run("list")).isZero();
        assertThat(said)
                .contains(name, "operator", "-1001649127710", key.substring(0, 14), "signed")
                .doesNotContain(key.substring(15));
        assertThat(run("list", "--json")).isZero();
        assertThat(said).contains(name).doesNotContain(key.substring(15));
    }

    @Test
    void aNameIsGivenOnce() {
        create("--role", "reader");
        assertThat(run("create", name, "--role", "reader")).isEqualTo(3);
        assertThat(complained).contains("There is or was a client");
        assertThat(run("revoke", "nobody-" + name)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "destroy",
                "create",
                "create a",
                "create a --role root",
                "create a b --role reader",
                "create a --role reader --channel x",
                "create a --role reader --expires soon",
                "create a --role reader --expires 2020-01-01",
                "create A --role reader",
                "list a",
                "rotate",
                "rotate a --overlap 91d",
                "rotate a --role admin",
                "revoke",
                "create a --role",
                "create a --role reader --role admin",
            })
    void wrongUsageIsExplained(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(complained).contains("bin/api-keys --help");
    }

    @Test
    void withoutADatabaseNothingIsDone() {
        Map<String, String> environment = new HashMap<>(RunningApi.database(DATABASE));
        environment.put("TIMESCALEDB_PORT", "1");
        environment.put("TIMESCALEDB_CONNECT_TIMEOUT", "500ms");
        assertThat(run(environment, "list")).isEqualTo(3);
        assertThat(complained).contains("Nothing was done");
    }

    private String create(String... options) {
        String[] line = new String[options.length + 3];
        line[0] = "create";
        line[1] = name;
        line[2] = "--json";
        System.arraycopy(options, 0, line, 3, options.length);
        assertThat(run(line)).as(complained).isZero();
        return key();
    }

    private String key() {
        return JsonMapper.shared().readTree(said).get("key").asString();
    }

    private int run(String... line) {
        return run(RunningApi.database(DATABASE), line);
    }

    private int run(Map<String, String> environment, String... line) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("TELEGRAM_GATEWAY_API_TOKEN_SECRET", "the-token-secret-of-all-the-tests-here");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = KeysCommand.run(
                List.of(line),
                all,
                InstantSource.system(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        said = out.toString(StandardCharsets.UTF_8);
        complained = err.toString(StandardCharsets.UTF_8);
        return status;
    }

    private static LocalDatabase migrated() {
        LocalDatabase database = DatabaseServer.shared().createDatabase();
        RunningApi.migrate(database);
        return database;
    }
}
