package telegramgateway.mtproto.health;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import telegramgateway.mtproto.delivery.Delivery;
import telegramgateway.mtproto.delivery.TargetStatus;
import telegramgateway.mtproto.imports.Imports;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeState;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.telegram.Account;
import telegramgateway.mtproto.telegram.Telegram;
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
    private final Optional<Telegram> telegram;

    GatewayHealth(Journal journal, Intake intake, Delivery delivery, Imports imports, Optional<Telegram> telegram) {
        this.journal = journal;
        this.intake = intake;
        this.delivery = delivery;
        this.imports = imports;
        this.telegram = telegram;
    }

    @Override
    public Health health() {
        IntakeState state = intake.state();
        List<TargetStatus> targets = delivery.status();
        Map<String, Object> details = new LinkedHashMap<>();
        boolean received = telegram.map(Telegram::isConnected).orElse(true);
        details.put(
                "telegram",
                telegram.map(_ -> received ? "connected" : "disconnected").orElse("not configured"));
        String error = intake.problem();
        if (error != null) {
            details.put("error", error);
        } else if (!received) {
            details.put("error", "Connection lost to Telegram servers");
        }
        if (telegram.isPresent()) {
            details.put("sessions", sessions(telegram.get()));
            int watched = journal.watched().size();
            details.put("watchedChannels", watched);
            if (watched == 0) {
                details.put("hint", "No channel is registered, so nothing is received: bin/channels add @NAME");
            }
        }
        details.put("source", Map.of("kind", "export", "running", imports.running()));
        details.put("journal", journal(state));
        details.put("tiers", tiers(targets));
        Set<Long> fenced = journal.ownership().fenced();
        if (!fenced.isEmpty()) {
            details.put("fencedChannels", fenced);
        }
        return new Health(received ? status(state, targets, fenced.isEmpty()) : Health.Status.UNHEALTHY, details);
    }

    private Map<String, Object> sessions(Telegram source) {
        Map<String, Object> sessions = new LinkedHashMap<>();
        for (Account account : source.accounts()) {
            Map<String, Object> session = new LinkedHashMap<>();
            SessionState state = account.session().state();
            session.put("state", state.jsonName());
            session.put("connected", account.session().isConnected());
            if (state.needsLogin()) {
                session.put("remedy", state.remedy());
            }
            Instant last = account.session().lastUpdateAt();
            if (last != null) {
                session.put("lastUpdate", last.truncatedTo(ChronoUnit.MILLIS).toString());
            }
            sessions.put(account.options().name(), session);
        }
        return sessions;
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
        tiers.put("media", Map.of("status", "off"));
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
