package telegramgateway.mtproto.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import telegramgateway.mtproto.delivery.Delivery;
import telegramgateway.mtproto.delivery.TargetStatus;
import telegramgateway.mtproto.imports.Imports;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeState;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.service.web.Health;
import telegramgateway.service.web.HealthSource;

/**
 * Healthy when everything is accepted and delivered; degraded while something waits but nothing is lost; unhealthy when
 * the journal cannot be written, or nobody writes it.
 */
@Component
class GatewayHealth implements HealthSource {
    private final Journal journal;
    private final Intake intake;
    private final Delivery delivery;
    private final Imports imports;

    GatewayHealth(Journal journal, Intake intake, Delivery delivery, Imports imports) {
        this.journal = journal;
        this.intake = intake;
        this.delivery = delivery;
        this.imports = imports;
    }

    @Override
    public Health health() {
        IntakeState state = intake.state();
        List<TargetStatus> targets = delivery.status();
        Map<String, Object> details = new LinkedHashMap<>();
        // Until there is a Telegram source, a gateway that takes exports does its whole job.
        details.put("telegram", "not configured");
        String error = intake.problem();
        if (error != null) {
            details.put("error", error);
        }
        details.put("source", Map.of("kind", "export", "running", imports.running()));
        details.put("journal", journal(state));
        details.put("tiers", tiers(targets));
        Set<Long> fenced = journal.ownership().fenced();
        if (!fenced.isEmpty()) {
            details.put("fencedChannels", fenced);
        }
        return new Health(status(state, targets, fenced.isEmpty()), details);
    }

    private Map<String, Object> journal(IntakeState state) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", state.text());
        details.put("usedBytes", journal.usedBytes());
        details.put("maxBytes", journal.maxBytes());
        return details;
    }

    private static Map<String, Object> tiers(List<TargetStatus> targets) {
        Map<String, Object> tiers = new LinkedHashMap<>();
        tiers.put("cache", Map.of("status", "off"));
        tiers.put("bus", Map.of("status", "off"));
        tiers.put("push", Map.of("status", "off"));
        for (TargetStatus target : targets) {
            tiers.put(target.target(), tier(target));
        }
        return tiers;
    }

    private static Map<String, Object> tier(TargetStatus target) {
        Map<String, Object> tier = new LinkedHashMap<>();
        String problem = target.problem();
        tier.put("status", problem != null ? "down" : target.behind() > 0 ? "behind" : "up");
        if (problem != null) {
            tier.put("reason", problem);
        }
        if (target.behind() > 0) {
            tier.put("behind", target.behind());
        }
        return tier;
    }

    private static Health.Status status(IntakeState state, List<TargetStatus> targets, boolean ownsAll) {
        boolean allWell = ownsAll && targets.stream().allMatch(TargetStatus::isWell);
        return switch (state) {
            case JOURNAL_FAILS, STOPPED -> Health.Status.UNHEALTHY;
            case WAITING_FOR_TARGETS, JOURNAL_FULL -> Health.Status.DEGRADED;
            case ACCEPTING -> allWell ? Health.Status.HEALTHY : Health.Status.DEGRADED;
        };
    }
}
