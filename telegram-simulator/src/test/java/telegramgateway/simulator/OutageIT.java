package telegramgateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static telegramgateway.simulator.TestClient.request;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;

class OutageIT extends TelegramStory {

    private Account anna;
    private Channel news;

    @BeforeEach
    void populate() {
        anna = telegram.person("+5511999990001", "Anna");
        news = telegram.channel("News").named("news").joinedBy(anna);
    }

    @Test
    void what_was_posted_during_an_outage_arrives_after_it() {
        try (TestClient client = listening()) {
            simulator.goesAway();
            await().until(() -> telegram.listeners() == 0);
            news.posts(30, i -> "away " + i);
            simulator.comesBack();

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(client.texts(news)).containsAll(texts("away ", 30)));
        }
    }

    @Test
    void dropped_connections_come_back() {
        try (TestClient client = listening()) {
            simulator.dropsConnections();
            news.posts("meanwhile");

            await().untilAsserted(() -> assertThat(client.texts(news)).contains("meanwhile"));
        }
    }

    @Test
    void what_a_client_was_not_told_it_finds_out_by_the_next_post() {
        try (TestClient client = listening()) {
            telegram.silently(() -> news.posts(2, i -> "untold " + i));
            news.posts("told");

            await().untilAsserted(
                            () -> assertThat(client.texts(news)).containsSubsequence("untold 0", "untold 1", "told"));
        }
    }

    @Test
    void after_too_long_a_gap_only_the_newest_arrives_and_the_history_has_the_rest() {
        try (TestClient client = listening()) {
            client.forgetUpdates();
            telegram.silently(() -> news.posts(500, i -> "gap " + i));
            news.posts("newest");

            await().untilAsserted(() -> assertThat(client.texts(news)).contains("newest"));
            assertThat(client.texts(news)).doesNotContain("gap 0");
            assertThat(client.history(news).stream().map(TestClient::text).toList())
                    .containsAll(texts("gap ", 500));
        }
    }

    @Test
    void a_client_that_was_killed_finds_its_session_again() throws Exception {
        anna.withCode("12345");
        ClientSettings settings = simulator.client();
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledClient.class.getName(),
                        settings.library().toString(),
                        String.valueOf(settings.port()),
                        settings.secret(),
                        directory.resolve("client").toString(),
                        anna.phone(),
                        "12345")
                .inheritIO()
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> telegram.listeners() == 1);
        news.posts("before");
        victim.destroyForcibly().waitFor();
        await().until(() -> telegram.listeners() == 0);
        news.posts(3, i -> "meanwhile " + i);

        try (TestClient client = client()) {
            client.awaitState("authorizationStateReady");
            // It was killed before it wrote its chats down, so no update tells of the posts; the history does.
            client.loadChats();
            assertThat(client.history(news).stream().map(TestClient::text).toList())
                    .containsAll(texts("meanwhile ", 3));
        }
        assertThat(telegram.calls("auth.sendCode")).isOne();
    }

    /** Logs in, and waits for its end. */
    static final class KilledClient {
        public static void main(String[] arguments) throws InterruptedException {
            ClientSettings settings = new ClientSettings(
                    "127.0.0.1", Integer.parseInt(arguments[1]), arguments[2], true, Path.of(arguments[0]));
            try (TdLibrary library = TdLibrary.open(settings.library(), 0);
                    TestClient client = new TestClient(library, settings, Path.of(arguments[3]))) {
                client.ask(request("setAuthenticationPhoneNumber").put("phone_number", arguments[4]));
                client.ask(request("checkAuthenticationCode").put("code", arguments[5]));
                new CountDownLatch(1).await();
            }
        }
    }

    @Test
    void a_client_that_was_closed_gets_what_it_missed_without_a_login() {
        listening().close();
        news.posts("while closed");
        try (TestClient again = client()) {
            again.awaitState("authorizationStateReady");

            await().untilAsserted(() -> assertThat(again.texts(news)).contains("while closed"));
        }
        assertThat(telegram.calls("auth.sendCode")).isOne();
    }

    @Test
    void short_flood_waits_and_server_errors_are_overcome_and_long_waits_are_errors() {
        news.posts(20, i -> "post " + i);
        try (TestClient client = listening()) {
            telegram.floodWait("messages.getHistory", 1, 1);
            telegram.refuses("messages.getHistory", 1, 500, "INTERNAL");
            assertThat(client.history(news)).hasSize(21);

            Channel quiet = telegram.channel("Quiet").named("quiet");
            quiet.posts(20, i -> "quiet " + i);
            client.ask(request("searchPublicChat").put("username", "quiet"));
            telegram.floodWait("messages.getHistory", 1, 100);
            assertThatThrownBy(() -> client.ask(request("getChatHistory")
                            .put("chat_id", quiet.chatId())
                            .put("from_message_id", 10L << 20)
                            .put("limit", 10)))
                    .isInstanceOfSatisfying(
                            TdError.class,
                            error -> assertThat(error.retryAfter()).contains(Duration.ofSeconds(100)));
        }
    }

    @Test
    void a_session_used_twice_is_warned_of() {
        try (TestClient client = listening()) {
            anna.sessionWasUsedTwice();

            await().until(() ->
                    client.all("updateServiceNotification").toString().contains("AUTH_KEY_DROP_DUPLICATE"));
            assertThatThrownBy(() -> client.ask(request("searchPublicChat").put("username", "news2")))
                    .hasMessageContaining("AUTH_KEY_DUPLICATED");
        }
    }

    private TestClient listening() {
        TestClient client = client().login(anna).loadChats();
        await().until(() -> telegram.listeners() == 1);
        return client;
    }

    private static List<String> texts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
