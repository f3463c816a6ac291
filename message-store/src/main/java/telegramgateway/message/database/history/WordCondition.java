package telegramgateway.message.database.history;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.val;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.MESSAGES;

import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;
import telegramgateway.message.database.history.WordSearch.Language;

/**
 * The condition that words are found, in the form that the index {@code messages_words} knows. The index has the words
 * of all languages in one: what was asked of one language is looked at once more.
 */
final class WordCondition {

    /** As the index cuts it. */
    private static final Field<String> TEXT = left(MESSAGES.TEXT, 30_000);

    private WordCondition() {}

    static Condition of(long channelId, WordSearch words) {
        // The channel stands in the index as a word of its own.
        Field<Object> channel = field("({0})::tsquery", Object.class, val("'channel " + channelId + "'"));
        Language language = words.language();
        if (language == null) {
            return indexed(channel).and(indexed(anyLanguage(words.text())));
        }
        Field<Object> query = query(language, val(words.text()));
        return indexed(channel)
                .and(indexed(query))
                .and("to_tsvector({0}, {1}) @@ {2}", name(language), read(language, TEXT), query);
    }

    private static Condition indexed(Field<?> query) {
        return condition("telegram_gateway.message_words({0}, {1}) @@ {2}", MESSAGES.CHANNEL_ID, MESSAGES.TEXT, query);
    }

    private static Field<Object> anyLanguage(String text) {
        return field(
                "({0} || {1} || {2})",
                Object.class,
                query(Language.SIMPLE, val(text)),
                query(Language.PORTUGUESE, val(text)),
                query(Language.ENGLISH, val(text)));
    }

    private static Field<Object> query(Language language, Field<String> text) {
        return field("websearch_to_tsquery({0}, {1})", Object.class, name(language), read(language, text));
    }

    private static Field<Object> name(Language language) {
        return field(
                "{0}::regconfig",
                Object.class, inline("pg_catalog." + language.name().toLowerCase(Locale.ROOT)));
    }

    private static Field<?> read(Language language, Field<String> text) {
        return language == Language.SIMPLE ? field("telegram_gateway.without_accents({0})", text) : text;
    }
}
