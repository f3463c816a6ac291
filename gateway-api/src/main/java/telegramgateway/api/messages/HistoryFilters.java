package telegramgateway.api.messages;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.MessageKind;
import telegramgateway.message.database.history.HistoryFilter;
import telegramgateway.message.database.history.WordSearch;
import telegramgateway.message.database.history.WordSearch.Language;

/** The parameters that say which messages of a chat's history are wanted. */
final class HistoryFilters {
    static final List<String> PARAMETERS = List.of("kind", "media", "author", "text", "language");

    private static final int LENGTH_MAX = 200;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z][a-z_]{0,39}");
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}|[\\ud800-\\udfff]");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

    private HistoryFilters() {}

    static HistoryFilter of(Parameters parameters) {
        return new HistoryFilter(
                kind(parameters.text("kind")),
                media(parameters.text("media")),
                shortText(parameters, "author"),
                words(shortText(parameters, "text"), parameters.text("language")));
    }

    private static @Nullable MessageKind kind(@Nullable String kind) {
        return switch (kind) {
            case null -> null;
            case "posted" -> MessageKind.POSTED;
            case "edited" -> MessageKind.EDITED;
            default ->
                throw ErrorCode.INVALID_FILTER.refuse(
                        "kind is neither posted nor edited",
                        "Use posted for messages that were never edited, edited for the others. History leaves deleted "
                                + "messages out: poll to hear of deletions.");
        };
    }

    /** The types are many, and new ones may come: one that no message has finds nothing. */
    private static @Nullable String media(@Nullable String media) {
        if (media != null && !MEDIA_TYPE.matcher(media).matches()) {
            throw ErrorCode.INVALID_FILTER.refuse(
                    "media is no type of media",
                    "Use any, photo, or a media.type as messages show it, such as video_file, document or poll.");
        }
        return media;
    }

    private static @Nullable WordSearch words(@Nullable String text, @Nullable String language) {
        Language chosen = language(language);
        if (text == null) {
            if (chosen != null) {
                throw ErrorCode.INVALID_FILTER.refuse("language is given without text", "Add text, the words to find.");
            }
            return null;
        }
        if (!WORD.matcher(text).find()) {
            throw ErrorCode.INVALID_FILTER.refuse("text has no word", "Give the words to find.");
        }
        return new WordSearch(text, chosen);
    }

    private static @Nullable Language language(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (Language language : Language.values()) {
            if (language.name().toLowerCase(Locale.ROOT).equals(name)) {
                return language;
            }
        }
        throw ErrorCode.INVALID_FILTER.refuse(
                "language is none of simple, portuguese, english",
                "Leave language out to find what any of them finds.");
    }

    private static @Nullable String shortText(Parameters parameters, String name) {
        String text = parameters.text(name);
        if (text != null
                && (text.length() > LENGTH_MAX || UNPRINTABLE.matcher(text).find())) {
            throw ErrorCode.INVALID_FILTER.refuse(
                    name + " is longer than " + LENGTH_MAX + " characters, or not all of them can be printed",
                    "Shorten it.");
        }
        return text;
    }
}
