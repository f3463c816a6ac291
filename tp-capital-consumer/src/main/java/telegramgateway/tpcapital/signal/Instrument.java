package telegramgateway.tpcapital.signal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tradable code of the Brazilian exchange B3, in capitals.
 *
 * @param code for example {@code PETR4}, {@code B3SA3}, {@code A1MD34}, {@code BOVAW32}, {@code WINZ25}
 */
public record Instrument(String code, Kind kind) {
    private static final int MAX_CODE_LENGTH = 12;

    /** What a code stands for, told from its shape. */
    public enum Kind {
        /** Index, currency or commodity: root, month letter, year. */
        FUTURE("(?:WIN|IND|WDO|DOL|WSP|ISP|BIT|BGI|CCM|ICF|SOL|ETR)[FGHJKMNQUVXZ]\\d{2}"),
        /** Shares, units, funds and depositary receipts: four characters and a class number. */
        SHARE("[A-Z][A-Z0-9][A-Z][A-Z0-9](?:[3-9]|1[0-9]|3[1-9])F?"),
        /** Options: root, a letter for month and right (A to L calls, M to X puts), strike, perhaps a week. */
        OPTION("[A-Z][A-Z0-9][A-Z][A-Z0-9][A-X]\\d{1,4}(?:W[1-5])?");

        private final Pattern shape;

        Kind(String shape) {
            this.shape = Pattern.compile(shape);
        }
    }

    /** The instrument that a word in capitals names, if it has the shape of one. */
    static Optional<Instrument> of(String word) {
        if (word.length() <= MAX_CODE_LENGTH && Vocabulary.label(word) == null) {
            for (Kind kind : Kind.values()) {
                if (kind.shape.matcher(word).matches()) {
                    return Optional.of(new Instrument(word, kind));
                }
            }
        }
        return Optional.empty();
    }
}
