package telegramgateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static telegramgateway.simulator.TestClient.request;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Draft;
import telegramgateway.tdlib.TdError;

class LoginIT extends TelegramStory {

    @Test
    void a_person_logs_in_by_phone_and_code_and_never_again() {
        Account anna = telegram.person("+5511999990001", "Anna");
        try (TestClient client = client().login(anna)) {
            assertThat(client.ask(request("getMe")).path("first_name").asString())
                    .isEqualTo("Anna");
        }
        try (TestClient again = client()) {
            again.awaitState("authorizationStateReady");
        }
        assertThat(telegram.calls("auth.sendCode")).isOne();
    }

    @Test
    void wrong_and_expired_codes_are_refused_and_a_new_one_can_be_had() {
        Account anna = telegram.person("+5511999990001", "Anna");
        try (TestClient client = client()) {
            client.phone(anna);
            assertThatThrownBy(
                            () -> client.ask(request("checkAuthenticationCode").put("code", "00000")))
                    .hasMessageContaining("400 PHONE_CODE_INVALID");

            anna.letsTheCodeExpire();
            assertThatThrownBy(
                            () -> client.ask(request("checkAuthenticationCode").put("code", anna.code())))
                    .hasMessageContaining("400 PHONE_CODE_EXPIRED");

            client.phone(anna);
            client.ask(request("resendAuthenticationCode"));
            client.ask(request("checkAuthenticationCode").put("code", anna.code()));
            client.awaitState("authorizationStateReady");
        }
    }

    @Test
    void a_password_is_asked_for_and_checked() {
        Account anna = telegram.person("+5511999990001", "Anna").withPassword("correct horse");
        try (TestClient client = client()) {
            client.phone(anna);
            client.ask(request("checkAuthenticationCode").put("code", anna.code()));
            client.awaitState("authorizationStateWaitPassword");

            assertThatThrownBy(() ->
                            client.ask(request("checkAuthenticationPassword").put("password", "wrong horse")))
                    .hasMessageContaining("400 PASSWORD_HASH_INVALID");

            client.ask(request("checkAuthenticationPassword").put("password", "correct horse"));
            client.awaitState("authorizationStateReady");
        }
    }

    @Test
    void a_code_can_come_by_email() {
        Account anna = telegram.person("+5511999990001", "Anna").withEmail("anna@example.org");
        try (TestClient client = client()) {
            client.phone(anna);
            assertThat(client.awaitState("authorizationStateWaitEmailCode")
                            .path("code_info")
                            .path("email_address_pattern")
                            .asString())
                    .isEqualTo("a***@example.org");

            var code = request("checkAuthenticationEmailCode");
            code.putObject("code")
                    .put("@type", "emailAddressAuthenticationCode")
                    .put("code", anna.code());
            client.ask(code);
            client.awaitState("authorizationStateReady");
        }
    }

    @Test
    void another_device_scans_a_qr_code() {
        Account anna = telegram.person("+5511999990001", "Anna");
        try (TestClient client = client()) {
            client.ask(request("requestQrCodeAuthentication"));
            anna.scans(client.awaitState("authorizationStateWaitOtherDeviceConfirmation")
                    .path("link")
                    .asString());
            client.awaitState("authorizationStateReady");
        }
    }

    @Test
    void a_qr_code_does_not_replace_the_password() {
        Account anna = telegram.person("+5511999990001", "Anna").withPassword("correct horse");
        try (TestClient client = client()) {
            client.ask(request("requestQrCodeAuthentication"));
            anna.scans(client.awaitState("authorizationStateWaitOtherDeviceConfirmation")
                    .path("link")
                    .asString());
            client.awaitState("authorizationStateWaitPassword");
            client.ask(request("checkAuthenticationPassword").put("password", "correct horse"));
            client.awaitState("authorizationStateReady");
        }
    }

    @Test
    void a_bot_logs_in_by_its_token_and_hears_what_is_posted() {
        String token = "1002:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        Account bot = telegram.bot(token, "Probe");
        Channel news = telegram.channel("News").joinedBy(bot);
        try (TestClient client = client()) {
            assertThatThrownBy(() ->
                            client.ask(request("checkAuthenticationBotToken").put("token", "1:" + token.substring(5))))
                    .isInstanceOf(TdError.class);
            client.ask(request("checkAuthenticationBotToken").put("token", token));
            client.awaitState("authorizationStateReady");
            await().until(() -> telegram.listeners() == 1);

            news.posts("to the bot");

            await().untilAsserted(() -> assertThat(client.texts(news)).contains("to the bot"));
        }
    }

    @Test
    void a_flood_wait_at_login_is_an_error_when_it_is_long() {
        Account anna = telegram.person("+5511999990001", "Anna");
        telegram.floodWait("auth.sendCode", 1, 3_600);
        try (TestClient client = client()) {
            assertThatThrownBy(() -> client.phone(anna))
                    .isInstanceOfSatisfying(
                            TdError.class,
                            error -> assertThat(error.retryAfter()).contains(Duration.ofHours(1)));
        }
    }

    @Test
    void an_account_that_lives_in_another_data_centre_is_followed_there() {
        Account anna = telegram.person("+5511999990001", "Anna");
        Channel news = telegram.channel("News").joinedBy(anna);
        telegram.refuses("auth.sendCode", 1, 303, "PHONE_MIGRATE_3");
        try (TestClient client = client().login(anna).loadChats()) {
            await().until(() -> telegram.listeners() == 1);
            news.posts(Draft.text("from afar").photo(new byte[100_000]));
            await().untilAsserted(() -> assertThat(client.texts(news)).contains("from afar"));

            // Files stay where they are: the client takes its authorization there.
            var file = client.messages(news).getLast().at("/content/photo/sizes/0/photo/id");
            client.ask(request("downloadFile")
                    .put("file_id", file.asInt())
                    .put("priority", 1)
                    .put("synchronous", true));
            assertThat(telegram.calls("auth.importAuthorization")).isPositive();
        }
    }

    @Test
    void a_revoked_session_is_logged_out() {
        Account anna = telegram.person("+5511999990001", "Anna");
        try (TestClient client = client().login(anna)) {
            anna.revokesAllSessions();
            client.awaitState("authorizationStateClosed");
        }
    }

    @Test
    void a_banned_account_is_logged_out_and_stays_out() {
        Account anna = telegram.person("+5511999990001", "Anna");
        try (TestClient client = client().login(anna)) {
            anna.isBanned();
            client.awaitState("authorizationStateClosed");
        }
        try (TestClient again = client()) {
            assertThatThrownBy(() -> again.phone(anna)).hasMessageContaining("PHONE_NUMBER_BANNED");
        }
    }
}
