package telegramgateway.tpcapital.signal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.tpcapital.signal.Token.Kind;
import telegramgateway.tpcapital.signal.Vocabulary.Field;
import telegramgateway.tpcapital.signal.Vocabulary.Label;

/**
 * Finds what a text is about. What stands behind a label such as ATIVO decides; without one, a code anywhere does. Two
 * different codes are none.
 */
final class InstrumentSearch {
    private final Set<Instrument> labelled = new LinkedHashSet<>();
    private final Set<Instrument> anywhere = new LinkedHashSet<>();

    /** A label with a separator announces something that has no shape of a code. */
    private boolean unreadable;

    private InstrumentSearch() {}

    static InstrumentSearch in(List<Token> tokens) {
        InstrumentSearch search = new InstrumentSearch();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(Kind.WORD)) {
                Label label = Vocabulary.label(token.text());
                if (label != null && label.field() == Field.INSTRUMENT) {
                    search.labelled(tokens, i + 1);
                }
                Instrument.of(token.text()).ifPresent(search.anywhere::add);
            }
        }
        return search;
    }

    private void labelled(List<Token> tokens, int start) {
        int at = start;
        while (at < tokens.size() && at < start + 2 && isSeparator(tokens.get(at))) {
            at++;
        }
        if (at >= tokens.size() || !tokens.get(at).is(Kind.WORD)) {
            unreadable |= at > start;
            return;
        }
        Optional<Instrument> found = Instrument.of(tokens.get(at).text());
        if (found.isEmpty() && at + 1 < tokens.size() && tokens.get(at + 1).is(Kind.NUMBER)) {
            found = Instrument.of(tokens.get(at).text() + tokens.get(at + 1).text()); // BOVAW 32
        }
        found.ifPresent(labelled::add);
        unreadable |= found.isEmpty() && at > start;
    }

    private static boolean isSeparator(Token token) {
        return token.is(Kind.SEPARATOR) || token.is(Kind.JOINER);
    }

    /** The one instrument of the text, or null. */
    @Nullable
    Instrument only() {
        Set<Instrument> candidates = labelled.isEmpty() && !unreadable ? anywhere : labelled;
        return candidates.size() == 1 && !unreadable ? candidates.iterator().next() : null;
    }

    boolean foundAny() {
        return !labelled.isEmpty() || !anywhere.isEmpty();
    }
}
