package telegramgateway.mtproto.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How a target does.
 *
 * @param problem what is wrong; null when it takes what it gets
 */
public record TargetStatus(String target, @Nullable String problem) {}
