package telegramgateway.message.database;

import java.util.Set;

/** Channels of a batch belong to another gateway, or to this one since a later takeover. Nothing was written. */
public final class ChannelFencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Set<Long> channelIds;

    public ChannelFencedException(Set<Long> channelIds) {
        super("Other gateways own the channels " + channelIds);
        this.channelIds = Set.copyOf(channelIds);
    }

    public Set<Long> channelIds() {
        return channelIds;
    }
}
