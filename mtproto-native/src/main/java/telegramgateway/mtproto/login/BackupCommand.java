package telegramgateway.mtproto.login;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import telegramgateway.mtproto.remote.RunningGateway;
import telegramgateway.mtproto.session.SessionBackup;
import telegramgateway.mtproto.session.SessionCopy;
import telegramgateway.mtproto.session.SessionDirectory;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionStatus;
import telegramgateway.service.settings.Secret;
import tools.jackson.databind.JsonNode;

/** Backs a session up: by the running gateway that has it open, or while none has. */
public final class BackupCommand {
    /** The media that TDLib keeps may be gigabytes. */
    private static final Duration BACKUP_LIMIT = Duration.ofHours(1);

    private final Path to;
    private final PrintStream out;

    /** @param to where the copy's own directory is made */
    public BackupCommand(Path to, PrintStream out) {
        this.to = to.toAbsolutePath().normalize();
        this.out = out;
    }

    /**
     * Has the gateway close the session, copy it, and open it again.
     *
     * @param name empty for the user account's session
     * @return false when no gateway with its Telegram source on is there
     * @throws SessionException when the gateway refuses, or cannot make the copy
     */
    public boolean atGateway(URI address, Optional<Secret> token, Optional<String> name) {
        try (RunningGateway gateway = new RunningGateway(address, token)) {
            Optional<SessionStatus> session = new GatewaySessions(gateway).session(name);
            if (session.isEmpty()) {
                return false;
            }
            JsonNode backup = gateway.post(
                    "/sessions/" + session.get().name() + "/backup", Map.of("to", to.toString()), BACKUP_LIMIT);
            report(
                    backup.path("path").asString(""),
                    backup.path("files").asLong(),
                    backup.path("bytes").asLong());
            return true;
        }
    }

    /**
     * Copies a session that no process has open, and keeps others from opening it meanwhile.
     *
     * @param sessions directory of all sessions
     * @throws SessionException when another process has it, or the copy cannot be made
     */
    public void here(Path sessions, String name) {
        if (!SessionDirectory.wasLoggedIn(sessions, name)) {
            throw new SessionException(
                    "There is no session " + sessions.resolve(name) + " that was ever logged in.",
                    "Set TELEGRAM_SESSION_DIR and TELEGRAM_ACCOUNT as the gateway has them.");
        }
        try (SessionDirectory directory = SessionDirectory.lock(sessions, name)) {
            SessionBackup backup = SessionCopy.of(
                            directory, to, InstantSource.system().instant())
                    .verified();
            report(backup.path().toString(), backup.files(), backup.bytes());
        }
    }

    private void report(String path, long files, long bytes) {
        out.println(
                "Backed up to " + path + ": " + files + " files, " + bytes + " bytes, each read back and the same.");
        out.println("Whoever has it can use the account. Never run it beside the original: Telegram would end both.");
    }
}
