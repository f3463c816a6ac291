package telegramgateway.mtproto.login;

import java.io.Console;
import java.util.Objects;
import java.util.Optional;

/** The terminal of this process. */
final class ConsoleTerminal implements Terminal {
    private final Console console;

    private ConsoleTerminal(Console console) {
        this.console = console;
    }

    /** Empty when the process has none: under systemd, in a pipe. */
    @SuppressWarnings("SystemConsoleNull") // Without a terminal it is null again since JDK 25.
    static Optional<Terminal> ofThisProcess() {
        Console console = System.console();
        return console != null && console.isTerminal() ? Optional.of(new ConsoleTerminal(console)) : Optional.empty();
    }

    @Override
    public void say(String line) {
        console.printf("%s%n", line);
        console.flush();
    }

    @Override
    public String ask(String question) {
        return Objects.requireNonNullElse(console.readLine("%s ", question), "");
    }

    @Override
    public String askSecretly(String question) {
        char[] entered = console.readPassword("%s ", question);
        return entered == null ? "" : new String(entered);
    }
}
