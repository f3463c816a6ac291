package telegramgateway.message.cache;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;

/** The same schedules as on the model, on two real Redises. */
@Tag("feed")
class FeedIT {
    private static final int SCHEDULES = 200;

    private static LocalRedis masterServer;
    private static LocalRedis spareServer;
    private static RealRedisNode master;
    private static RealRedisNode spare;

    @BeforeAll
    static void start() {
        masterServer = LocalRedis.start();
        spareServer = LocalRedis.start();
        master = new RealRedisNode(masterServer, CacheOptions.of(masterServer.url()));
        spare = new RealRedisNode(spareServer, CacheOptions.of(spareServer.url()));
    }

    @AfterAll
    static void stop() {
        master.close();
        spare.close();
        masterServer.close();
        spareServer.close();
    }

    @Test
    void readersMissNothingWhateverHappens() {
        new FeedProperty((schedule, metrics) -> {
                    master.flush();
                    spare.flush();
                    return new FeedWorld(schedule, FeedRules.asBuilt(), master, spare, metrics);
                })
                .holds(1, SCHEDULES);
    }
}
