package telegramgateway.mtproto.media;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import telegramgateway.message.Message;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.MessageFile;

/**
 * Where files come from. What is asked fails with {@link StoreUnavailableException} while nothing can be had,
 * {@link QuietException} when it wants to be left alone, {@link GoneException} for good, and any other exception when
 * it is worth another try. Safe for use by several threads.
 */
interface FileSource {

    /**
     * Messages of a channel in their current state.
     *
     * @param account of the one that observed them
     * @return by id; those that are gone are missing
     */
    Map<Long, Decoded.Accepted> messages(String account, long channelId, Collection<Long> messageIds);

    /**
     * Fetches a file of a message that was asked for.
     *
     * @param account for which the file's ids hold, as for {@link #messages}
     * @return the source's own copy, which is there until {@link #release}
     */
    Path download(String account, MessageFile file);

    /** Removes the source's own copy, which another message may share. Does not wait. */
    void release(String account, MessageFile file);

    /** @throws StoreUnavailableException while nothing can be had */
    void requireThere();

    /** For the log and the index: what an exception says, which is nothing that somebody wrote. */
    static String words(RuntimeException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** Whether a message can be asked for at all: one of an export may be known to nobody at Telegram. */
    static boolean has(Message message) {
        return switch (message.source()) {
            case USER, BOT, BACKFILL -> true;
            case REPLAY, IMPORT -> false;
        };
    }
}
