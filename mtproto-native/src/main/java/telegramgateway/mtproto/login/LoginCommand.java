package telegramgateway.mtproto.login;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import telegramgateway.mtproto.login.LoginPrompt.LoginWay;
import telegramgateway.mtproto.remote.RunningGateway;
import telegramgateway.mtproto.session.Login;
import telegramgateway.mtproto.session.SessionDirectory;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionOptions;
import telegramgateway.mtproto.session.SessionStatus;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.service.settings.Secret;
import telegramgateway.tdlib.TdLibrary;

/** Logs a session in at a terminal: the one that a running gateway has open, or one in this process. */
public final class LoginCommand {
    /** Logged in. */
    public static final int DONE = 0;

    /** Telegram or the gateway refused, or the person has given up. */
    public static final int REFUSED = 1;

    /** There is no terminal to ask at (EX_CONFIG of sysexits.h). */
    public static final int NO_TERMINAL = 78;

    private static final int LOG_VERBOSITY = 1;

    private final Terminal terminal;
    private final LoginWay way;
    private final PrintStream err;

    private LoginCommand(Terminal terminal, LoginWay way, PrintStream err) {
        this.terminal = terminal;
        this.way = way;
        this.err = err;
    }

    /**
     * The command at this process's terminal.
     *
     * @param phoneNumber empty to ask for it
     * @param qr whether to show a QR code instead
     * @return empty, and said so, when there is no terminal
     */
    public static Optional<LoginCommand> atTerminal(Optional<String> phoneNumber, boolean qr, PrintStream err) {
        Optional<Terminal> terminal = ConsoleTerminal.ofThisProcess();
        if (terminal.isEmpty()) {
            err.println("There is no terminal to ask at: run bin/login in one, or start the gateway with"
                    + " TELEGRAM_LOGIN=api and log in over HTTP.");
        }
        return terminal.map(it -> new LoginCommand(it, new LoginWay(phoneNumber.orElse(null), qr), err));
    }

    /**
     * Asks until the gateway's session is ready.
     *
     * @param name empty for the user account's session
     * @return the exit status; empty when no gateway with its Telegram source on is there
     */
    public Optional<Integer> atGateway(URI address, Optional<Secret> token, Optional<String> name) {
        try (RunningGateway gateway = new RunningGateway(address, token)) {
            GatewaySessions sessions = new GatewaySessions(gateway);
            Optional<SessionStatus> session = sessions.session(name);
            if (session.isEmpty()) {
                return Optional.empty();
            }
            String found = session.get().name();
            terminal.say("Logging in the session " + found + " of the gateway at " + address + ".");
            return Optional.of(ask(new RemoteLogin(sessions, found)));
        } catch (SessionException e) {
            return Optional.of(refused(e));
        }
    }

    /**
     * Asks until the session is ready. No gateway may have it open.
     *
     * @param sessions directory of all sessions
     * @param name of the session, {@code bot} for the bot's
     * @return the exit status
     */
    public int here(Path library, Path sessions, String name, SessionOptions options) {
        try (SessionDirectory directory = SessionDirectory.lock(sessions, name);
                TdLibrary tdlib = TdLibrary.open(library, LOG_VERBOSITY);
                TelegramSession session =
                        new TelegramSession(tdlib, directory, options, _ -> {}, InstantSource.system())) {
            terminal.say("Logging in the session " + directory.path() + ".");
            session.open();
            return ask(session);
        } catch (SessionException e) {
            return refused(e);
        } catch (IllegalStateException e) {
            err.println(e.getMessage());
            return REFUSED;
        }
    }

    private int ask(Login login) {
        try {
            return new LoginPrompt(terminal, login, way).run() ? DONE : REFUSED;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return REFUSED;
        }
    }

    private int refused(SessionException e) {
        err.println(e.getMessage() + " " + e.hint());
        return REFUSED;
    }
}
