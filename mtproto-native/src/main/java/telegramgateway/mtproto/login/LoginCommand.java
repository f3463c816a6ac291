package telegramgateway.mtproto.login;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import telegramgateway.mtproto.login.LoginPrompt.LoginWay;
import telegramgateway.mtproto.session.SessionDirectory;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionOptions;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.tdlib.TdLibrary;

/** Logs a session in at a terminal, in this process. No gateway may have the session open. */
public final class LoginCommand {
    /** Logged in. */
    public static final int DONE = 0;

    /** Telegram refused, or the person has given up. */
    public static final int REFUSED = 1;

    /** There is no terminal to ask at (EX_CONFIG of sysexits.h). */
    public static final int NO_TERMINAL = 78;

    private static final int LOG_VERBOSITY = 1;

    private LoginCommand() {}

    /**
     * Asks until the session is ready.
     *
     * @param sessions directory of all sessions
     * @param name of the session, {@code bot} for the bot's
     * @param phoneNumber empty to ask for it
     * @return the exit status
     */
    public static int run(
            Path library,
            Path sessions,
            String name,
            SessionOptions options,
            Optional<String> phoneNumber,
            boolean qr,
            InstantSource clock,
            PrintStream err) {
        Optional<Terminal> terminal = ConsoleTerminal.ofThisProcess();
        if (terminal.isEmpty()) {
            err.println("There is no terminal to ask at: run bin/login in one, or start the gateway with"
                    + " TELEGRAM_LOGIN=api and log in over HTTP.");
            return NO_TERMINAL;
        }
        try (SessionDirectory directory = SessionDirectory.lock(sessions, name);
                TdLibrary tdlib = TdLibrary.open(library, LOG_VERBOSITY);
                TelegramSession session = new TelegramSession(tdlib, directory, options, _ -> {}, clock)) {
            session.open();
            LoginWay way = new LoginWay(phoneNumber.orElse(null), qr);
            return new LoginPrompt(terminal.get(), session, way).run() ? DONE : REFUSED;
        } catch (SessionException e) {
            err.println(e.getMessage() + " " + e.hint());
            return REFUSED;
        } catch (IllegalStateException e) {
            err.println(e.getMessage());
            return REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return REFUSED;
        }
    }
}
