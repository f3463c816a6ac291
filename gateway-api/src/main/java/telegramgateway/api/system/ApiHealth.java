package telegramgateway.api.system;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import telegramgateway.service.store.StoreHealth;
import telegramgateway.service.store.TierHealth;
import telegramgateway.service.web.Health;
import telegramgateway.service.web.HealthSource;

/** Healthy with both tiers, degraded with one of them, unhealthy with none. */
@Component
class ApiHealth implements HealthSource {
    private final StoreHealth stores;

    ApiHealth(StoreHealth stores) {
        this.stores = stores;
    }

    @Override
    public Health health() {
        stores.ask();
        TierHealth cache = stores.cache();
        TierHealth database = stores.database();
        Map<String, Object> tiers = new LinkedHashMap<>();
        tiers.put("cache", cache.details());
        tiers.put("database", database.details());
        return new Health(status(cache.up(), database.up()), Map.of("tiers", tiers));
    }

    private static Health.Status status(boolean cache, boolean database) {
        if (cache && database) {
            return Health.Status.HEALTHY;
        }
        return cache || database ? Health.Status.DEGRADED : Health.Status.UNHEALTHY;
    }
}
