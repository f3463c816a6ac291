package telegramgateway.control;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A rule of forwarding, as people read it.
 *
 * @param channel an id, or {@code every}
 * @param filter empty for none
 */
record ForwardingLine(long number, String channel, long destination, boolean enabled, String filter) {

    static ForwardingLine parse(JsonNode rule) {
        return new ForwardingLine(
                rule.path("id").asLong(),
                rule.path("channelId").isNumber() ? rule.path("channelId").asString() : "every",
                rule.path("destination").asLong(),
                rule.path("enabled").asBoolean(),
                rule.path("filter").asString("").replaceAll("\\p{Cntrl}", " "));
    }

    static List<ForwardingLine> parseAll(JsonNode answer) {
        List<ForwardingLine> rules = new ArrayList<>();
        answer.path("rules").forEach(rule -> rules.add(parse(rule)));
        return rules;
    }
}
