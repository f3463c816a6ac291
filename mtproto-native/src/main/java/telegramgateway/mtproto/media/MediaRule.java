package telegramgateway.mtproto.media;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Media;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.Photo;
import telegramgateway.mtproto.decode.MessageFile;

/**
 * Which files are wanted.
 *
 * @param kinds {@link #PHOTO}, and types of media
 */
record MediaRule(Set<String> kinds) {
    static final String PHOTO = "photo";
    private static final String NONE = "none";
    private static final String ALL = "all";

    /** What has a file, under the names that messages have for it. */
    static final Set<String> KINDS = Stream.of(
                    PHOTO,
                    "document",
                    "video_file",
                    "animation",
                    "audio_file",
                    "voice_message",
                    "video_message",
                    "sticker")
            .collect(Collectors.toCollection(LinkedHashSet::new));

    MediaRule {
        kinds = Set.copyOf(kinds);
    }

    /**
     * A file of a message, before Telegram was asked for it.
     *
     * @param photo as in {@link MessageFile}
     * @param size bytes, 0 if unknown
     */
    record Wanted(
            int photo,
            long size,
            @Nullable String mimeType,
            @Nullable String name) {

        String place() {
            return photo == MessageFile.OF_MEDIA ? "media" : "photos/" + photo;
        }
    }

    /** @throws IllegalArgumentException that names what is allowed */
    static MediaRule parse(String text) {
        List<String> words = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (words.equals(List.of(NONE))) {
            return new MediaRule(Set.of());
        }
        if (words.equals(List.of(ALL))) {
            return new MediaRule(KINDS);
        }
        for (String word : words) {
            if (!KINDS.contains(word)) {
                throw new IllegalArgumentException("TELEGRAM_MEDIA is neither `none` nor `all`, and `" + word
                        + "` is no kind of file. The kinds are " + String.join(", ", KINDS));
            }
        }
        return new MediaRule(new LinkedHashSet<>(words));
    }

    boolean isNone() {
        return kinds.isEmpty();
    }

    /** What is wanted of a message, its photos first. */
    List<Wanted> wanted(Message message) {
        List<Wanted> wanted = new ArrayList<>();
        if (message.kind() == MessageKind.DELETED) {
            return wanted;
        }
        if (kinds.contains(PHOTO)) {
            for (Photo photo : message.photos()) {
                wanted.add(new Wanted(wanted.size(), photo.size(), "image/jpeg", null));
            }
        }
        Media media = message.media();
        if (media != null && kinds.contains(media.type())) {
            wanted.add(new Wanted(MessageFile.OF_MEDIA, media.size(), media.mimeType(), media.fileName()));
        }
        return wanted;
    }
}
