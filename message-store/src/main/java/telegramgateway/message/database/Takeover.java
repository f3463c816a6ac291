package telegramgateway.message.database;

import java.util.Set;

/**
 * Which channels a gateway takes from those that own them.
 *
 * @param all true for every channel that another gateway owns; the ids then do not count
 * @param fenced channels of which the gateway knows that it may not write them: it takes these anew although they are
 *     its own by name
 */
public record Takeover(Set<Long> channelIds, boolean all, Set<Long> fenced) {}
