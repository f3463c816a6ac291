package telegramgateway.tpcapital.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import telegramgateway.message.database.ChannelRow;
import telegramgateway.message.database.MessageDatabase;

/**
 * Which channels to follow.
 *
 * @param all every active channel of the channels table, also those that appear later
 * @param channelIds otherwise exactly these
 */
public record ChannelChoice(boolean all, Set<Long> channelIds) {
    private static final String ALL = "*";

    public ChannelChoice {
        channelIds = Set.copyOf(channelIds);
    }

    /** @throws IllegalArgumentException unless it is {@code *} alone, or ids */
    public static ChannelChoice parse(List<String> items) {
        if (items.equals(List.of(ALL))) {
            return new ChannelChoice(true, Set.of());
        }
        List<Long> ids = new ArrayList<>();
        for (String item : items) {
            if (!item.matches("-?[1-9]\\d{0,17}")) {
                throw new IllegalArgumentException(
                        "'" + item + "' is no channel id such as -1001649127710; * alone means every channel");
            }
            ids.add(Long.valueOf(item));
        }
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("no channel is named; * means every channel");
        }
        return new ChannelChoice(false, Set.copyOf(ids));
    }

    /** The channels to follow at present. */
    Set<Long> channels(MessageDatabase database) {
        if (!all) {
            return channelIds;
        }
        return database.channels().stream()
                .filter(ChannelRow::active)
                .map(ChannelRow::channelId)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
