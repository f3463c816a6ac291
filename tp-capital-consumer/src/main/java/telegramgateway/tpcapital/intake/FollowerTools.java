package telegramgateway.tpcapital.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.tpcapital.store.SignalStore;

/**
 * What all followers share.
 *
 * @param turns to write a page; fewer than the pool has connections, so that readers always find one
 * @param pageSize messages per page
 * @param pollInterval between two looks at a channel that is silent
 */
record FollowerTools(
        MessageFeed feed,
        MessageCache cache,
        SignalStore store,
        IntakeMetrics metrics,
        Semaphore turns,
        InstantSource clock,
        RandomGenerator random,
        int pageSize,
        Duration pollInterval) {}
