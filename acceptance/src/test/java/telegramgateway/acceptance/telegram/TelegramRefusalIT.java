package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.simulator.world.Account;

/** A key that does not fit and a number that Telegram has banned: the service stays up and says what to do. */
class TelegramRefusalIT extends TelegramScene {
    private final SecretFile key = new SecretFile("apples and pears");

    @Override
    Map<String, String> settings() {
        return Map.of("TELEGRAM_SESSION_KEY_FILE", key.toString());
    }

    @AfterEach
    void forget() {
        key.close();
    }

    private void assertSaid(SessionState state) throws IOException {
        gateway.awaitState(state.jsonName());
        assertThat(gateway.look("/health").status()).isEqualTo(503);
        assertThat(gateway.get("/health")
                        .path("sessions")
                        .path("user")
                        .path("remedy")
                        .asString())
                .isEqualTo(state.remedy());
        assertThat(gateway.metric("telegram_session_state{session=\"user\",state=\"" + state.jsonName() + "\"}"))
                .isEqualTo(1);
        assertThat(gateway.metric("telegram_connection_status")).isZero();
        assertThat(gateway.log()).contains("The session user is " + state.jsonName() + ". " + state.remedy());
        assertThat(gateway.service().isAlive()).isTrue();
    }

    @Test
    void aWrongKeyTouchesNothingAndTheRightOneOpensTheSession() throws IOException {
        gateway.logIn(reader);
        watchAndPost();
        gateway.service().close();
        Map<String, Integer> files = files(gateway.sessions.resolve("user"));
        key.write("plums and cherries");
        gateway.service().start();

        assertSaid(SessionState.WRONG_KEY);
        gateway.service().close();
        assertThat(files(gateway.sessions.resolve("user"))).isEqualTo(files);
        signals.posts("while the key was wrong");

        key.write("apples and pears");
        gateway.service().start();
        gateway.awaitConnected();
        gateway.awaitStored(signals);
        assertThat(gateway.log()).doesNotContain("cherries").doesNotContain("pears");
    }

    @Test
    @Tag("slow")
    void anAccountThatIsBannedIsCalledSoAtTheNextLoginAndAnotherOneTakesItsPlace() throws IOException {
        gateway.logIn(reader);
        watchAndPost();
        reader.isBanned();
        gateway.awaitState("expired");
        signals.posts("while nobody was logged in");

        TelegramGateway.Answer answer = gateway.step("phone", reader.phone());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().toString()).contains("Telegram has banned this number.", "recover@telegram.org");
        assertSaid(SessionState.BANNED);

        Account other = telegram.person("+5511999990002", "Other");
        signals.joinedBy(other);
        assertThat(gateway.step("phone", other.phone()).body().path("state").asString())
                .isEqualTo("awaiting_code");
        assertThat(gateway.step("code", other.code()).status()).isEqualTo(200);
        gateway.awaitConnected();
        gateway.awaitStored(signals);
    }

    /** Each file's content. */
    private static Map<String, Integer> files(Path directory) throws IOException {
        Map<String, Integer> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(path).toString(), Arrays.hashCode(Files.readAllBytes(path)));
            }
        }
        return files;
    }
}
