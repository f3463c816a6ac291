package telegramgateway.message.database.history;

import org.jspecify.annotations.Nullable;

/**
 * Words to be found in texts, as one types them into a search engine: all of them, {@code "a phrase"}, {@code or},
 * {@code -without}. Case does not matter.
 *
 * @param text any text is a search; one without a word finds nothing
 * @param language null for what any of the languages finds
 */
public record WordSearch(String text, @Nullable Language language) {

    /** What counts as the same word. */
    public enum Language {
        /** The same letters, whatever their accents. */
        SIMPLE,
        /** The same stem in Portuguese. */
        PORTUGUESE,
        /** The same stem in English. */
        ENGLISH
    }
}
