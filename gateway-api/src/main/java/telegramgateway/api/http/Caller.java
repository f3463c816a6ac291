package telegramgateway.api.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. A controller method that has a parameter of this type is given it.
 *
 * @param name of the client, for logs and the audit log; no secret
 * @param channels those that it may read; null for all
 */
public record Caller(String name, Role role, @Nullable Set<Long> channels) {

    public Caller {
        channels = channels == null ? null : Set.copyOf(channels);
    }

    /** A caller that may read every channel. */
    public static Caller of(String name, Role role) {
        return new Caller(name, role, null);
    }

    /** False for a channel that this caller must not tell from one that does not exist. */
    public boolean mayRead(long channelId) {
        return channels == null || channels.contains(channelId);
    }
}
