package telegramgateway.tpcapital.signal;

import java.util.List;
import telegramgateway.tpcapital.signal.Reading.Incomplete;
import telegramgateway.tpcapital.signal.Reading.NotASignal;
import telegramgateway.tpcapital.signal.Reading.Reason;
import telegramgateway.tpcapital.signal.Reading.Signal;
import telegramgateway.tpcapital.signal.Token.Kind;

/** Reads trading signals. A pure function: never throws on any text, takes time linear in its length. */
public final class SignalParser {
    /** Rises whenever some text would be read differently; stored with every verdict. */
    public static final int VERSION = 1;

    private SignalParser() {}

    /** What a text (a message's text or caption) says. */
    public static Reading parse(String text) {
        List<Token> tokens = Tokenizer.tokens(text);
        if (tokens.stream().allMatch(token -> token.is(Kind.LINE_END))) {
            return new NotASignal(Reason.NO_TEXT);
        }
        if (isConfirmation(text, tokens)) {
            return new NotASignal(Reason.CONFIRMATION);
        }
        Draft draft = SignalGrammar.read(tokens);
        Trade trade = draft.trade();
        if (trade.missing().isEmpty() && !draft.cancelledAtTheTop) {
            return new Signal(trade);
        }
        if (isFollowUp(draft, tokens)) {
            return new NotASignal(Reason.FOLLOW_UP);
        }
        int kinds = draft.levelKinds();
        if (kinds >= 2 || (kinds == 1 && draft.instrument != null)) {
            return new Incomplete(trade);
        }
        return new NotASignal(talk(draft, tokens));
    }

    private static boolean isConfirmation(String text, List<Token> tokens) {
        return text.strip().startsWith("[OK]") && tokens.stream().anyMatch(token -> token.isWord("PROCESSADO"));
    }

    private static boolean isFollowUp(Draft draft, List<Token> tokens) {
        return draft.event
                && (draft.speaksOfInstrument
                        || draft.speaksOfExit
                        || draft.hasLevel()
                        || tokens.stream()
                                .anyMatch(token -> token.is(Kind.WORD) && Vocabulary.isOperation(token.text())));
    }

    private static Reason talk(Draft draft, List<Token> tokens) {
        if (isGreeting(tokens)) {
            return Reason.GREETING;
        }
        if (tokens.stream().noneMatch(token -> token.is(Kind.WORD))) {
            return tokens.stream().anyMatch(token -> token.is(Kind.LINK)) ? Reason.LINK : Reason.OTHER;
        }
        if (draft.speaksOfInstrument) {
            return Reason.COMMENTARY;
        }
        return draft.speaksOfTrading ? Reason.NEWS : Reason.OTHER;
    }

    private static boolean isGreeting(List<Token> tokens) {
        List<String> words = tokens.stream()
                .filter(token -> !token.is(Kind.LINE_END))
                .limit(2)
                .map(Token::text)
                .toList();
        return List.of("BOM DIA", "BOA TARDE", "BOA NOITE").contains(String.join(" ", words));
    }
}
