package telegramgateway.control;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The gateway's books. They balance when {@code received = accepted + rejected + waiting}, and for each target
 * {@code accepted = delivered + parked + passedOver + pending}.
 */
public record JournalBalance(
        long received, long accepted, Map<String, Long> rejected, long waiting, Map<String, Target> targets) {

    /** What became of the accepted events at one target. */
    public record Target(long accepted, long delivered, long parked, long passedOver, long pending) {

        public boolean balances() {
            return accepted == delivered + parked + passedOver + pending;
        }
    }

    public JournalBalance {
        rejected = Map.copyOf(rejected);
        targets = Map.copyOf(targets);
    }

    public boolean balances() {
        return received == accepted + rejectedTotal() + waiting
                && targets.values().stream().allMatch(Target::balances);
    }

    public long rejectedTotal() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What some target has still to get. */
    public long pending() {
        return targets.values().stream().mapToLong(Target::pending).max().orElse(0);
    }

    static JournalBalance parse(JsonNode json) {
        Map<String, Long> rejected = new LinkedHashMap<>();
        json.path("rejected")
                .properties()
                .forEach(entry -> rejected.put(entry.getKey(), entry.getValue().asLong()));
        Map<String, Target> targets = new LinkedHashMap<>();
        json.path("targets").properties().forEach(entry -> targets.put(entry.getKey(), target(entry.getValue())));
        return new JournalBalance(
                json.path("received").asLong(),
                json.path("accepted").asLong(),
                rejected,
                json.path("waiting").asLong(),
                targets);
    }

    private static Target target(JsonNode json) {
        return new Target(
                json.path("accepted").asLong(),
                json.path("delivered").asLong(),
                json.path("parked").asLong(),
                json.path("passedOver").asLong(),
                json.path("pending").asLong());
    }
}
