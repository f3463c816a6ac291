package telegramgateway.mtproto;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import telegramgateway.mtproto.login.BackupCommand;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.SettingsException;

/** {@code bin/backup-session}: at the running gateway, else in this process. */
@SuppressWarnings("SystemOut") // A person reads it.
final class SessionBackupRun {
    /** The first argument that asks for it. */
    static final String NAME = "backup-session";

    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int WRONG_USAGE = 2;

    private SessionBackupRun() {}

    /** Returns the exit status. */
    static int run(List<String> arguments) {
        try {
            SessionArguments line = SessionArguments.parse(arguments, Set.of(), Set.of("--to", "--session", "--url"));
            String to = line.value("--to")
                    .filter(directory -> !directory.isBlank())
                    .orElseThrow(() ->
                            new IllegalArgumentException("--to takes the directory for the backup; --help says more."));
            SessionSettings settings = Settings.bind(SessionSettings.class, System.getenv());
            BackupCommand command = new BackupCommand(Path.of(to), System.out);
            if (!command.atGateway(line.gateway(), Optional.ofNullable(settings.controlToken()), line.session())) {
                TelegramSettings telegram = Settings.bind(TelegramSettings.class, System.getenv());
                command.here(telegram.sessionDirectory(), line.session().orElse(telegram.account()));
            }
            return DONE;
        } catch (SessionException e) {
            System.err.println(e.getMessage() + " " + e.hint());
            return REFUSED;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return REFUSED;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return WRONG_USAGE;
        }
    }
}
