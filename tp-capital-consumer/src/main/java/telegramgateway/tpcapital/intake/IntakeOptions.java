package telegramgateway.tpcapital.intake;

import java.time.Duration;

/**
 * What to follow, and how.
 *
 * @param pageSize messages per page and transaction, at least 1
 * @param pollInterval between two looks at a channel that is silent
 */
public record IntakeOptions(ChannelChoice choice, int pageSize, Duration pollInterval) {}
