package telegramgateway.mtproto.decode;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Media;
import telegramgateway.message.Photo;
import tools.jackson.databind.JsonNode;

/**
 * What a message says and carries.
 *
 * @param extra what the canonical form has no field for, named as in an export's messages
 */
record Content(
        Formatted text,
        List<Photo> photos,
        @Nullable Media media,
        List<MessageFile> files,
        SortedMap<String, JsonNode> extra) {

    static Content ofText(Formatted text) {
        return new Content(text, List.of(), null, List.of(), new TreeMap<>());
    }

    static Content of(Formatted text, Pictures pictures) {
        return new Content(text, pictures.photos(), null, pictures.files(), new TreeMap<>());
    }

    static Content of(Formatted text, Attachment attachment) {
        return new Content(text, List.of(), attachment.media(), attachment.files(), new TreeMap<>());
    }

    /** A content that has a type and perhaps a line to show, but no file. */
    static Content structured(Formatted text, String type, @Nullable String title) {
        String shown = title == null || title.isBlank() ? null : title;
        Media media = new Media(type, null, null, 0, 0, 0, 0, null, shown);
        return new Content(text, List.of(), media, List.of(), new TreeMap<>());
    }

    /** The same with a further field; null adds nothing. */
    Content with(String name, @Nullable JsonNode value) {
        if (value != null) {
            extra.put(name, value);
        }
        return this;
    }
}
