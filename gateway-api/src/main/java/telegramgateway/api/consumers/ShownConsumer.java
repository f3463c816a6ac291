package telegramgateway.api.consumers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import telegramgateway.api.consumers.ConsumerLag.Behind;

/**
 * A consumer as answers show it.
 *
 * @param keptBy {@code api}, or {@code service} for one that no client can move
 * @param lag of all its chats
 */
record ShownConsumer(String name, String keptBy, long lag, List<Chat> chats) {

    /**
     * A chat as far as the consumer is.
     *
     * @param acknowledgedAbove messages above the position that are processed out of order
     */
    record Chat(long channelId, long position, int acknowledgedAbove, int lag, String updatedAt) {
        static Chat of(Behind behind) {
            Instant updatedAt = behind.cursor().updatedAt();
            return new Chat(
                    behind.cursor().channelId(),
                    behind.cursor().position(),
                    behind.cursor().above().size(),
                    behind.messages(),
                    updatedAt.toString());
        }
    }

    static List<ShownConsumer> all(List<Behind> cursors) {
        Map<String, List<Behind>> byName = new LinkedHashMap<>();
        cursors.forEach(behind -> byName.computeIfAbsent(behind.cursor().consumer(), _ -> new ArrayList<>())
                .add(behind));
        return byName.entrySet().stream()
                .map(consumer -> new ShownConsumer(
                        consumer.getKey(),
                        ConsumerNames.isOfService(consumer.getKey()) ? "service" : "api",
                        consumer.getValue().stream().mapToLong(Behind::messages).sum(),
                        consumer.getValue().stream().map(Chat::of).toList()))
                .toList();
    }
}
