package telegramgateway.mtproto;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import telegramgateway.mtproto.login.LoginCommand;
import telegramgateway.mtproto.session.SessionDirectory;
import telegramgateway.mtproto.telegram.AccountOptions;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.SettingsException;

/** The login of the user account at a terminal: {@code bin/login}, and the service's start without a session. */
final class SessionLogin {
    /** The first argument that asks for it. */
    static final String NAME = "login";

    private static final int WRONG_USAGE = 2;
    private static final Set<String> OPTIONS = Set.of("--qr", "--help");

    private SessionLogin() {}

    /** True when the Telegram source is on, no session was ever logged in, and nobody will do it over HTTP. */
    static boolean isWantedAtStart() {
        try {
            TelegramSettings settings = Settings.bind(TelegramSettings.class, System.getenv());
            return settings.enabled()
                    && settings.login() == TelegramSettings.LoginMode.PROMPT
                    && !Files.exists(SessionDirectory.markOf(settings.sessionDirectory(), settings.account()));
        } catch (SettingsException _) {
            // The service says it, with all others.
            return false;
        }
    }

    /** Asks for what the login needs; returns the exit status. */
    @SuppressWarnings("SystemOut") // A person reads it.
    static int run(List<String> arguments, InstantSource clock) {
        if (!OPTIONS.containsAll(arguments)) {
            System.err.println("Unknown option; --help says what there is.");
            return WRONG_USAGE;
        }
        if (arguments.contains("--help")) {
            System.out.println("login [--qr]: logs the user account in; the settings are those of the service.");
            return LoginCommand.DONE;
        }
        try {
            TelegramSettings settings = Settings.bind(TelegramSettings.class, System.getenv());
            if (!settings.enabled()) {
                System.err.println("TELEGRAM_API_ID and TELEGRAM_API_HASH are required. Get both at my.telegram.org.");
                return LoginCommand.REFUSED;
            }
            AccountOptions account = settings.accounts().getFirst();
            return LoginCommand.run(
                    settings.libraryPath(),
                    settings.sessionDirectory(),
                    account.name(),
                    account.session(),
                    Optional.ofNullable(settings.phoneNumber()),
                    arguments.contains("--qr"),
                    clock,
                    System.err);
        } catch (SettingsException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return LoginCommand.REFUSED;
        }
    }
}
