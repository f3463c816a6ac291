package telegramgateway.message;

import org.jspecify.annotations.Nullable;

/**
 * What a message carries besides text and photos: a file, or a structured content such as a poll.
 *
 * @param type {@code document}, {@code video_file}, {@code sticker}, {@code poll}, {@code location}, … ; unknown names
 *     are kept
 * @param mimeType null if unknown
 * @param fileName the sender's name for the file; null if none
 * @param size bytes, 0 if unknown
 * @param width pixels, 0 if unknown or not visual
 * @param height pixels, 0 if unknown or not visual
 * @param durationSeconds 0 if unknown or not timed
 * @param file where the source has it, relative to the source; null when it was not downloaded
 * @param title a human-readable line: a poll's question, a track's title, a sticker's emoji; null if none
 */
public record Media(
        String type,
        @Nullable String mimeType,
        @Nullable String fileName,
        long size,
        int width,
        int height,
        int durationSeconds,
        @Nullable String file,
        @Nullable String title) {
    public Media {
        if (type.isBlank()) {
            throw new IllegalArgumentException("Media needs a type");
        }
        WellFormed.require(type, "media type");
        WellFormed.require(mimeType, "MIME type");
        WellFormed.require(fileName, "file name");
        WellFormed.require(file, "file");
        WellFormed.require(title, "media title");
        if (size < 0 || width < 0 || height < 0 || durationSeconds < 0) {
            throw new IllegalArgumentException("Media cannot have a negative size or duration");
        }
    }
}
