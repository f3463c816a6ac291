package telegramgateway.tpcapital;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import telegramgateway.service.store.StoreHealth;
import telegramgateway.service.store.TierHealth;
import telegramgateway.service.web.Health;
import telegramgateway.service.web.HealthSource;
import telegramgateway.tpcapital.intake.SignalIntake;

/**
 * The service is {@code degraded} while a tier is down or a channel waits, and goes on by itself. It is
 * {@code unhealthy} only when its intake has ended.
 */
final class ConsumerHealth implements HealthSource {
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final SignalIntake intake;
    private final StoreHealth stores;

    ConsumerHealth(SignalIntake intake, StoreHealth stores) {
        this.intake = intake;
        this.stores = stores;
    }

    @Override
    public Health health() {
        stores.ask();
        TierHealth database = stores.database();
        TierHealth cache = stores.cache();
        String failure = intake.failure();
        boolean well = database.up() && cache.up() && failure == null;
        Health.Status status = well ? Health.Status.HEALTHY : Health.Status.DEGRADED;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service", "tp-capital-consumer");
        details.put("database", database.details());
        details.put("cache", cache.details());
        details.put("intake", intake(failure));
        return new Health(intake.hasEnded() ? Health.Status.UNHEALTHY : status, details);
    }

    private Map<String, Object> intake(@Nullable String failure) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("channels", intake.followed());
        details.put("failing", intake.failing());
        details.put("lagSeconds", intake.lag().toMillis() / MILLIS_PER_SECOND);
        if (failure != null) {
            details.put("reason", failure);
        }
        return details;
    }
}
