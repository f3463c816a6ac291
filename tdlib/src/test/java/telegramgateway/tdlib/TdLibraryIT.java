package telegramgateway.tdlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** With the real library, and without a network: all clients use a proxy on a port at which nobody listens. */
@Tag("telegram")
class TdLibraryIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // No test runs without it.
    private static TdLibrary library;

    private static String missing = "";

    @TempDir
    Path directory;

    @BeforeAll
    static void open() {
        try {
            library = TdLibrary.open(TdLibraryPath.find(), 0);
        } catch (IllegalStateException e) {
            missing = String.valueOf(e.getMessage());
        }
    }

    @BeforeEach
    void skipWithoutLibrary() {
        assumeTrue(missing.isEmpty(), missing);
    }

    @AfterAll
    static void close() {
        if (library != null) {
            library.close();
        }
    }

    @Test
    void it_is_the_version_that_is_pinned() {
        assumeTrue(System.getenv("TDLIB_LIBRARY_PATH") == null, "TDLIB_LIBRARY_PATH names another build");
        assertThat(library.version()).isEqualTo(TdVersion.TESTED);
        assertThat(library.ageInDays(LocalDate.of(2026, 7, 11))).isEqualTo(30);
    }

    @Test
    void a_second_one_in_the_process_is_refused() {
        assertThatThrownBy(() -> TdLibrary.open(TdLibraryPath.find(), 0))
                .hasMessage("TDLib is open in this process: close it first.");
    }

    @Test
    void some_methods_answer_without_a_client() {
        ObjectNode found = library.execute(TdLibrary.request("getTextEntities").put("text", "👋 see @telegram"));

        assertThat(found.path("entities").path(0).path("offset").asInt()).isEqualTo(7);
    }

    @Test
    void unknown_methods_and_fields_are_errors_or_ignored() {
        assertThatThrownBy(() -> library.execute(TdLibrary.request("getTelepathy")))
                .isInstanceOf(TdError.class)
                .hasMessageContaining("getTelepathy: 400");
        assertThat(library.execute(TdLibrary.request("getLogVerbosityLevel").put("mood", "good"))
                        .path("@type")
                        .asString())
                .isEqualTo("logVerbosityLevel");
    }

    @Test
    void every_character_comes_back() throws Exception {
        String text = "Olá, 世界 👩‍👩‍👧 \"quoted\" \\ \n \u0001 \u0000 end";
        try (TdClient client = library.client(_ -> {})) {
            login(client);

            ObjectNode echo = client.send(TdLibrary.request("testCallString").put("x", text), SOON)
                    .get();

            assertThat(echo.path("value").asString()).isEqualTo(text);
        }
    }

    @Test
    void updates_come_in_order_and_authorization_begins() throws Exception {
        BlockingQueue<JsonNode> updates = new LinkedBlockingQueue<>();
        try (TdClient client = library.client(updates::add)) {
            login(client);
            await().until(() -> states(updates).contains("authorizationStateWaitPhoneNumber"));
        }
        assertThat(states(updates))
                .containsExactly(
                        "authorizationStateWaitTdlibParameters",
                        "authorizationStateWaitPhoneNumber",
                        "authorizationStateClosing",
                        "authorizationStateClosed");
    }

    @Test
    void a_request_that_waits_for_the_network_ends_at_its_deadline() throws Exception {
        try (TdClient client = library.client(_ -> {})) {
            login(client);

            assertThatThrownBy(client.send(phoneNumber(), Duration.ofMillis(300))::get)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void closing_fails_what_is_pending_and_what_comes_later() throws Exception {
        TdClient client = library.client(_ -> {});
        login(client);
        CompletableFuture<ObjectNode> pending = client.send(phoneNumber(), SOON);

        client.close();

        assertThatThrownBy(pending::get).hasMessageContaining("500 Request aborted");
        assertThatThrownBy(client.send(TdLibrary.request("getMe"), SOON)::get)
                .hasMessageContaining("getMe: 500 Request aborted: the client is closed");
        assertThat(client.closed()).isDone();
    }

    @Test
    void two_clients_get_their_own_and_a_closed_directory_opens_again() throws Exception {
        TdClient user = library.client(_ -> {});
        try (TdClient bot = library.client(_ -> {})) {
            login(user);
            login(bot, directory.resolve("bot"));

            assertThat(square(user, 5)).isEqualTo(25);
            assertThat(square(bot, 6)).isEqualTo(36);

            user.close();
            try (TdClient again = library.client(_ -> {})) {
                login(again);
                assertThat(square(again, 7)).isEqualTo(49);
                assertThat(square(bot, 8)).isEqualTo(64);
            }
        }
    }

    private static int square(TdClient client, int number) throws Exception {
        return client.send(TdLibrary.request("testSquareInt").put("x", number), SOON)
                .get()
                .path("value")
                .asInt();
    }

    private static ObjectNode phoneNumber() {
        return TdLibrary.request("setAuthenticationPhoneNumber").put("phone_number", "+9996612222");
    }

    private void login(TdClient client) throws Exception {
        login(client, directory.resolve("user"));
    }

    private static void login(TdClient client, Path database) throws Exception {
        ObjectNode parameters = TdLibrary.request("setTdlibParameters")
                .put("use_test_dc", true)
                .put("database_directory", database.toString())
                .put("api_id", 1)
                .put("api_hash", "0123456789abcdef0123456789abcdef")
                .put("system_language_code", "en")
                .put("device_model", "test")
                .put("application_version", "0");
        ObjectNode proxy = TdLibrary.request("addProxy").put("enable", true);
        proxy.putObject("proxy")
                .put("@type", "proxy")
                .put("server", "127.0.0.1")
                .put("port", 9)
                .putObject("type")
                .put("@type", "proxyTypeSocks5");
        // Both at once: in between TDLib would connect without the proxy.
        CompletableFuture<ObjectNode> begun = client.send(parameters, SOON);
        client.send(proxy, SOON).get();
        begun.get();
    }

    private static List<String> states(Iterable<JsonNode> updates) {
        List<String> states = new ArrayList<>();
        for (JsonNode update : updates) {
            JsonNode state = update.path("authorization_state").path("@type");
            if (!state.isMissingNode()) {
                states.add(state.asString());
            }
        }
        return states;
    }
}
