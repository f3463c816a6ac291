package telegramgateway.mtproto.decode;

import org.jspecify.annotations.Nullable;

/**
 * A file of a message, as it is asked for at TDLib. The ids mean nothing to another account or session, except the
 * unique id.
 *
 * @param photo its place in the message's photos, from 0; {@link #OF_MEDIA} when it is the media's file
 * @param tdlibId of this run of TDLib; never 0
 * @param remoteId with which this account can ask for it after a restart; null if unknown
 * @param uniqueId the same for every account; null if unknown
 * @param size bytes, 0 if unknown
 * @param mimeType null if unknown
 * @param name the sender's name for the file, without a directory; null if none
 */
public record MessageFile(
        int photo,
        int tdlibId,
        @Nullable String remoteId,
        @Nullable String uniqueId,
        long size,
        @Nullable String mimeType,
        @Nullable String name) {

    /** The place of the file that belongs to the message's media. */
    public static final int OF_MEDIA = -1;
}
