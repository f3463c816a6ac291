package telegramgateway.mtproto.login;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A terminal at which somebody has planned what to enter; then the input ends. */
final class PaperTerminal implements Terminal {
    private final Deque<String> entries;
    final List<String> said = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<String> askedSecretly = new ArrayList<>();

    PaperTerminal(String... entries) {
        this.entries = new ArrayDeque<>(List.of(entries));
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public String ask(String question) {
        asked.add(question);
        return entries.isEmpty() ? "" : entries.remove();
    }

    @Override
    public String askSecretly(String question) {
        askedSecretly.add(question);
        return entries.isEmpty() ? "" : entries.remove();
    }

    String saidAtLast() {
        return said.getLast();
    }
}
