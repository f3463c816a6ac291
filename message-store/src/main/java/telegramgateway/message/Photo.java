package telegramgateway.message;

import org.jspecify.annotations.Nullable;

/**
 * A photo of a message.
 *
 * @param width pixels, 0 if unknown
 * @param height pixels, 0 if unknown
 * @param size bytes, 0 if unknown
 * @param file where the source has it, relative to the source; null when it was not downloaded
 */
public record Photo(
        int width, int height, long size, @Nullable String file) {
    public Photo {
        WellFormed.require(file, "file");
        if (width < 0 || height < 0 || size < 0) {
            throw new IllegalArgumentException(
                    "A photo cannot measure " + width + "x" + height + ", " + size + " bytes");
        }
    }
}
