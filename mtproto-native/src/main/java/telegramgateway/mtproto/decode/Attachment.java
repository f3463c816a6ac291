package telegramgateway.mtproto.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Media;
import tools.jackson.databind.JsonNode;

/** A file that a message carries, other than a photo. */
record Attachment(Media media, List<MessageFile> files) {
    private static final String VIDEO_NOTE_MIME_TYPE = "video/mp4";

    /**
     * An animation, a document, a video, …
     *
     * @param type as an export names it
     * @param described TDLib's object that describes the file
     * @param fileField the object's field that holds the file itself
     */
    static Attachment of(String type, JsonNode described, String fileField, @Nullable String title) {
        return of(
                type,
                Fields.text(described, "mime_type"),
                described,
                Fields.count(described, "width"),
                Fields.count(described, "height"),
                described.path(fileField),
                title);
    }

    /** A round video: its length is its width and its height, and it is always of one format. */
    static Attachment ofVideoNote(JsonNode note) {
        int length = Fields.count(note, "length");
        return of("video_message", VIDEO_NOTE_MIME_TYPE, note, length, length, note.path("video"), null);
    }

    /** A sticker. An export does not tell its format, so that only the file has it. */
    static Attachment ofSticker(JsonNode sticker) {
        Attachment plain = of("sticker", sticker, "sticker", Fields.text(sticker, "emoji"));
        String mimeType = switch (Fields.type(sticker.path("format"))) {
            case "stickerFormatWebp" -> "image/webp";
            case "stickerFormatTgs" -> "application/x-tgsticker";
            case "stickerFormatWebm" -> "video/webm";
            default -> null;
        };
        return new Attachment(plain.media(), files(sticker.path("sticker"), mimeType, null));
    }

    private static Attachment of(
            String type,
            @Nullable String mimeType,
            JsonNode described,
            int width,
            int height,
            JsonNode file,
            @Nullable String title) {
        String name = lastName(Fields.text(described, "file_name"));
        int duration = Fields.count(described, "duration");
        Media media = new Media(type, mimeType, name, size(file), width, height, duration, null, title);
        return new Attachment(media, files(file, mimeType, name));
    }

    private static List<MessageFile> files(JsonNode file, @Nullable String mimeType, @Nullable String name) {
        MessageFile known = file(file, MessageFile.OF_MEDIA, mimeType, name);
        return known == null ? List.of() : List.of(known);
    }

    /** A {@code file} object; null when it cannot be asked for. */
    static @Nullable MessageFile file(JsonNode file, int photo, @Nullable String mimeType, @Nullable String name) {
        int id = Fields.count(file, "id");
        if (id == 0) {
            return null;
        }
        JsonNode remote = file.path("remote");
        String remoteId = Fields.text(remote, "id");
        String uniqueId = Fields.text(remote, "unique_id");
        return new MessageFile(photo, id, remoteId, uniqueId, size(file), mimeType, name);
    }

    static long size(JsonNode file) {
        long exact = Fields.size(file, "size");
        return exact == 0 ? Fields.size(file, "expected_size") : exact;
    }

    /** A file's name without any directory before it; null when nothing remains. */
    private static @Nullable String lastName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.isBlank() || last.equals("..") ? null : last;
    }
}
