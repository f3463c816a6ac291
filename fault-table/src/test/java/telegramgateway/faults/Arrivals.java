package telegramgateway.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What has arrived somewhere: each event when it came first, per channel in the order of arrival, and how many came
 * again. An event that comes for the first time after a later one of its channel breaks the order. Safe for use by many
 * threads.
 */
final class Arrivals {
    private final Map<Long, List<Written>> events = new HashMap<>();
    private final Map<Long, Set<Long>> positions = new HashMap<>();
    private final Map<Long, Long> highest = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long repeated;

    /** @param message the canonical JSON */
    synchronized void arrived(JsonNode message) {
        long channel = message.path("channelId").asLong();
        long position = message.path("position").asLong();
        if (!positions.computeIfAbsent(channel, _ -> new HashSet<>()).add(position)) {
            repeated++;
            return;
        }
        long before = highest.getOrDefault(channel, 0L);
        if (position < before) {
            violation("channel " + channel + ": " + position + " came after " + before);
        }
        highest.put(channel, position);
        events.computeIfAbsent(channel, _ -> new ArrayList<>())
                .add(new Written(
                        message.path("messageId").asLong(),
                        message.path("kind").asString(""),
                        message.path("text").asString("")));
    }

    synchronized void violation(String words) {
        violations.add(words);
    }

    synchronized List<Written> events(long channel) {
        return List.copyOf(events.getOrDefault(channel, List.of()));
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    synchronized long repeated() {
        return repeated;
    }
}
