package telegramgateway.mtproto.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import telegramgateway.mtproto.decode.MessageFile;

/**
 * The files of a message in its current state.
 *
 * @param position of the event for which they were looked up
 */
record MessageFiles(long channelId, long messageId, long position, List<Entry> files) {
    MessageFiles {
        files = List.copyOf(files);
    }

    /**
     * A file that is kept, or one that was left out.
     *
     * @param place {@code photos/0} and so on, or {@code media}: where the message names it
     * @param sha256 of its bytes, in hex; null when it was left out
     * @param size bytes; 0 if unknown
     * @param mimeType what the sender says; null if unknown
     * @param name what the sender calls it; null if none. It is never a path here
     * @param uniqueId the same as long as Telegram has the same file there; null if unknown
     * @param leftOut {@code too_large}, {@code full}, {@code gone} or {@code refused}; null when it is kept
     * @param reason more about that; null if there is no more to say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String place,
            @Nullable String sha256,
            long size,
            @Nullable String mimeType,
            @Nullable String name,
            @Nullable String uniqueId,
            @Nullable Instant fetchedAt,
            @Nullable String leftOut,
            @Nullable String reason) {

        static Entry kept(MediaRule.Wanted wanted, MessageFile file, String sha256, long size, Instant fetchedAt) {
            return new Entry(
                    wanted.place(), sha256, size, file.mimeType(), file.name(), file.uniqueId(), fetchedAt, null, null);
        }

        /** The same file where the message has it now. */
        Entry at(String otherPlace) {
            return new Entry(otherPlace, sha256, size, mimeType, name, uniqueId, fetchedAt, leftOut, reason);
        }

        static Entry leftOut(MediaRule.Wanted wanted, FileOutcome why, @Nullable String reason) {
            return new Entry(
                    wanted.place(),
                    null,
                    wanted.size(),
                    wanted.mimeType(),
                    wanted.name(),
                    null,
                    null,
                    why.jsonName(),
                    reason);
        }
    }

    /** The kept file that Telegram calls so. */
    Optional<Entry> kept(@Nullable String uniqueId) {
        return files.stream()
                .filter(entry -> entry.sha256() != null
                        && entry.uniqueId() != null
                        && entry.uniqueId().equals(uniqueId))
                .findFirst();
    }
}
