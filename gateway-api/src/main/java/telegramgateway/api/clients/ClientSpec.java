package telegramgateway.api.clients;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import telegramgateway.api.http.Role;

/**
 * A client to be made.
 *
 * @param channels those that it may read; null for all
 * @param expiresAt when its first key ends; null for never
 * @param signed each of its requests must be signed
 */
record ClientSpec(
        String name,
        Role role,
        @Nullable Set<Long> channels,
        @Nullable Instant expiresAt,
        boolean signed) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int CHANNELS_MAX = 1_000;

    /** @throws IllegalArgumentException with what is wrong, for people */
    ClientSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A client's name has 1 to 64 of a-z, 0-9, '.', '_' and '-', and begins with a letter or digit");
        }
        if (channels != null && (channels.isEmpty() || channels.contains(0L) || channels.size() > CHANNELS_MAX)) {
            throw new IllegalArgumentException(
                    "channels must be 1 to " + CHANNELS_MAX + " ids, none of them 0; leave them out for all channels");
        }
    }
}
