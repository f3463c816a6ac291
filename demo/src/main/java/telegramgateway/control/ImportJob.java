package telegramgateway.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway says of an import.
 *
 * @param state {@code running}, {@code done}, {@code failed} or {@code cancelled}
 * @param received entries of the file's {@code messages} arrays read so far
 * @param refused entries that were not accepted, by reason; nothing new is such a reason as well
 * @param error why it failed
 */
public record ImportJob(
        String id,
        String state,
        long received,
        long accepted,
        Map<String, Long> refused,
        long bytesRead,
        long bytesTotal,
        List<Chat> chats,
        @Nullable String error) {

    /** A chat of the export. */
    public record Chat(long channelId, String title, String type, long messages) {}

    public ImportJob {
        refused = Map.copyOf(refused);
        chats = List.copyOf(chats);
    }

    public boolean isRunning() {
        return state.equals("running");
    }

    public boolean isDone() {
        return state.equals("done");
    }

    public long refusedTotal() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that were messages of somebody, not service entries. */
    public long refusedMessages() {
        return refusedTotal() - refused.getOrDefault("service", 0L) - refused.getOrDefault("unsupported", 0L);
    }

    static ImportJob parse(JsonNode json) {
        Map<String, Long> refused = new LinkedHashMap<>();
        for (String reason : List.of("unchanged", "stale")) {
            long count = json.path(reason).asLong(0);
            if (count > 0) {
                refused.put(reason, count);
            }
        }
        json.path("rejected")
                .properties()
                .forEach(entry -> refused.put(entry.getKey(), entry.getValue().asLong()));
        return new ImportJob(
                json.path("id").asString(""),
                json.path("state").asString("unknown"),
                json.path("received").asLong(0),
                json.path("accepted").asLong(0),
                refused,
                json.path("bytesRead").asLong(0),
                json.path("bytesTotal").asLong(0),
                json.path("chats").valueStream().map(ImportJob::chat).toList(),
                json.hasNonNull("error") ? json.path("error").asString("") : null);
    }

    private static Chat chat(JsonNode json) {
        return new Chat(
                json.path("channelId").asLong(),
                json.path("title").asString(""),
                json.path("type").asString(""),
                json.path("messages").asLong(0));
    }
}
