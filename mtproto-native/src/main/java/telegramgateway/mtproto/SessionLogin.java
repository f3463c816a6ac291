package telegramgateway.mtproto;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import telegramgateway.mtproto.login.LoginCommand;
import telegramgateway.mtproto.session.SessionDirectory;
import telegramgateway.mtproto.telegram.AccountOptions;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.SettingsException;

/** The login of an account at a terminal: {@code bin/login}, and the service's start without a session. */
@SuppressWarnings("SystemOut") // A person reads it.
final class SessionLogin {
    /** The first argument that asks for it. */
    static final String NAME = "login";

    private static final int WRONG_USAGE = 2;

    private SessionLogin() {}

    /** True when the Telegram source is on, no session was ever logged in, and nobody will do it over HTTP. */
    static boolean isWantedAtStart() {
        try {
            TelegramSettings settings = Settings.bind(TelegramSettings.class, System.getenv());
            return settings.enabled()
                    && settings.user()
                    && settings.login() == TelegramSettings.LoginMode.PROMPT
                    && !Files.exists(SessionDirectory.markOf(
                            settings.sessionDirectory(), settings.account(), settings.testServers()));
        } catch (SettingsException _) {
            // The service says it, with all others.
            return false;
        }
    }

    /** Asks for what the login of this process's user account needs; returns the exit status. */
    static int runAtStart() {
        try {
            Optional<String> number = phoneNumber(Settings.bind(SessionSettings.class, System.getenv()));
            return LoginCommand.atTerminal(number, false, System.err)
                    .map(command -> here(command, Optional.empty()))
                    .orElse(LoginCommand.NO_TERMINAL);
        } catch (SettingsException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return LoginCommand.REFUSED;
        }
    }

    /** {@code bin/login}: at the running gateway, else in this process; returns the exit status. */
    static int run(List<String> arguments) {
        try {
            SessionArguments line = SessionArguments.parse(arguments, Set.of("--qr"), Set.of("--session", "--url"));
            SessionSettings settings = Settings.bind(SessionSettings.class, System.getenv());
            Optional<LoginCommand> command =
                    LoginCommand.atTerminal(phoneNumber(settings), line.has("--qr"), System.err);
            if (command.isEmpty()) {
                return LoginCommand.NO_TERMINAL;
            }
            return command.get()
                    .atGateway(line.gateway(), Optional.ofNullable(settings.controlToken()), line.session())
                    .orElseGet(() -> here(command.get(), line.session()));
        } catch (SettingsException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return LoginCommand.REFUSED;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return WRONG_USAGE;
        }
    }

    private static Optional<String> phoneNumber(SessionSettings settings) {
        return Optional.ofNullable(settings.phoneNumber()).map(Secret::reveal);
    }

    private static int here(LoginCommand command, Optional<String> session) {
        TelegramSettings settings = Settings.bind(TelegramSettings.class, System.getenv());
        if (!settings.enabled()) {
            System.err.println("No gateway that receives from Telegram answers, and to log in without one"
                    + " TELEGRAM_API_ID and TELEGRAM_API_HASH are required. Get both at my.telegram.org.");
            return LoginCommand.REFUSED;
        }
        List<AccountOptions> accounts = settings.accounts();
        String name = session.orElse(accounts.getFirst().name());
        Optional<AccountOptions> account =
                accounts.stream().filter(it -> it.name().equals(name)).findFirst();
        if (account.isEmpty()) {
            System.err.println("The settings name no session " + name + ". They name: "
                    + String.join(
                            ", ", accounts.stream().map(AccountOptions::name).toList()) + ".");
            return LoginCommand.REFUSED;
        }
        return command.here(
                settings.libraryPath(),
                settings.sessionDirectory(),
                name,
                account.get().session());
    }
}
