package telegramgateway.tpcapital;

import java.util.LinkedHashMap;
import java.util.Map;
import telegramgateway.service.store.StoreHealth;
import telegramgateway.service.store.TierHealth;
import telegramgateway.service.web.Health;
import telegramgateway.service.web.HealthSource;
import telegramgateway.tpcapital.intake.Intakes;
import telegramgateway.tpcapital.intake.QueueIntake;
import telegramgateway.tpcapital.intake.SignalIntake;

/**
 * The service is {@code degraded} while a tier is down or a channel waits, and goes on by itself. It is
 * {@code unhealthy} only when its intake has ended.
 */
final class ConsumerHealth implements HealthSource {
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final Intakes intakes;
    private final StoreHealth stores;

    ConsumerHealth(Intakes intakes, StoreHealth stores) {
        this.intakes = intakes;
        this.stores = stores;
    }

    @Override
    public Health health() {
        stores.ask();
        TierHealth database = stores.database();
        TierHealth cache = stores.cache();
        String failure = intakes.failure();
        boolean well = database.up() && cache.up() && failure == null;
        Health.Status status = well ? Health.Status.HEALTHY : Health.Status.DEGRADED;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service", "tp-capital-consumer");
        details.put("database", database.details());
        details.put("cache", cache.details());
        if (intakes.queue() != null) {
            details.put("queue", queue(intakes.queue()));
        }
        if (intakes.feed() != null) {
            details.put("intake", feed(intakes.feed()));
        }
        return new Health(intakes.haveEnded() ? Health.Status.UNHEALTHY : status, details);
    }

    private static Map<String, Object> queue(QueueIntake queue) {
        return new TierHealth(queue.isOpen(), queue.failure()).details();
    }

    private static Map<String, Object> feed(SignalIntake intake) {
        String failure = intake.failure();
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
