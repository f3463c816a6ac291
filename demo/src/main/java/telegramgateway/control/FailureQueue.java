package telegramgateway.control;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway says of its failure queue.
 *
 * @param channels number of messages by channel id
 * @param state of the latest run that publishes them again: {@code none}, {@code waiting}, {@code running} or
 *     {@code done}
 * @param reason why the first message stayed; empty when none did
 */
record FailureQueue(
        long size, Map<String, Long> channels, String state, long recovered, long refused, long kept, String reason) {

    FailureQueue {
        channels = new TreeMap<>(channels);
    }

    boolean isRunning() {
        return state.equals("waiting") || state.equals("running");
    }

    static FailureQueue parse(JsonNode json) {
        Map<String, Long> channels = new TreeMap<>();
        json.path("channels")
                .properties()
                .forEach(entry -> channels.put(entry.getKey(), entry.getValue().asLong()));
        JsonNode run = json.path("recovery");
        return new FailureQueue(
                json.path("size").asLong(),
                channels,
                run.path("state").asString("none"),
                run.path("recovered").asLong(),
                run.path("refused").asLong(),
                run.path("kept").asLong(),
                run.path("reason").asString(""));
    }
}
