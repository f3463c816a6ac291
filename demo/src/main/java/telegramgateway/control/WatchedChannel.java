package telegramgateway.control;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A channel whose messages the gateway takes from Telegram.
 *
 * @param username without {@code @}; empty for none, or while it is not known
 * @param title empty until Telegram has said it
 * @param backfill the message ids of its history that are read; empty for none
 */
record WatchedChannel(long id, String username, String type, String title, String backfill) {

    static WatchedChannel parse(JsonNode channel) {
        return new WatchedChannel(
                channel.path("channelId").asLong(),
                channel.path("username").asString(""),
                channel.path("type").asString(""),
                printable(channel.path("title").asString("")),
                channel.path("backfill").isObject()
                        ? channel.at("/backfill/from").asLong() + " to "
                                + channel.at("/backfill/to").asLong()
                        : "");
    }

    static List<WatchedChannel> parseAll(JsonNode answer) {
        List<WatchedChannel> channels = new ArrayList<>();
        answer.path("channels").forEach(channel -> channels.add(parse(channel)));
        return channels;
    }

    /** The public name as people write it; empty for none. */
    String name() {
        return username.isEmpty() ? "" : "@" + username;
    }

    /** Anybody may name a channel, and a terminal obeys control characters. */
    private static String printable(String title) {
        return title.replaceAll("\\p{Cntrl}", " ");
    }
}
