package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.acceptance.telegram.TelegramGateway.Answer;
import telegramgateway.local.TemporaryDirectory;

/** A session is copied while posts come, and the copy takes its place without a login. */
class TelegramBackupIT extends TelegramScene {
    private static final int SOME = 200;

    @Test
    @Tag("slow")
    void aCopyIsMadeDuringAStreamAndOpensWithoutALoginAndNothingIsMissing() throws IOException {
        Path backups = TemporaryDirectory.create("backups");
        gateway.logIn(reader);
        watchAndPost();
        Answer answer;
        try (PostStream _ = PostStream.to(signals)) {
            await().atMost(LIMIT).until(() -> gateway.stored(signals).size() > SOME);
            int posted = signals.everyPost().size();
            answer = gateway.post("/sessions/user/backup", "{\"to\": \"" + backups + "\"}");
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            assertThat(signals.everyPost().size()).isGreaterThan(posted);
            gateway.awaitConnected();
        }
        gateway.awaitStored(signals);
        assertThat(gateway.events(signals)).isEqualTo(gateway.stored(signals).size());
        assertThat(answer.body().path("files").asLong()).isPositive();

        gateway.service().close();
        Path session = gateway.sessions.resolve("user");
        TemporaryDirectory.delete(session);
        copy(Path.of(answer.body().path("path").asString()), session);
        signals.posts(SOME, i -> "while it was brought back " + i);
        gateway.service().start();

        gateway.awaitConnected();
        gateway.awaitStored(signals);
        assertThat(telegram.calls("auth.sendCode")).isEqualTo(1);
        TemporaryDirectory.delete(backups);
    }

    /** As {@code cp -a}. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
