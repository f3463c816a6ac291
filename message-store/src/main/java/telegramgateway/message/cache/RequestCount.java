package telegramgateway.message.cache;

import java.time.Duration;

/**
 * How many requests somebody has made.
 *
 * @param count in the present window, with the one that was counted
 * @param left until the window ends
 */
public record RequestCount(long count, Duration left) {}
