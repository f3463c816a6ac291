package telegramgateway.faults;

/**
 * What an event must say wherever it arrives.
 *
 * @param kind {@code posted}, {@code edited} or {@code deleted}
 * @param text empty for a deletion
 */
record Written(long messageId, String kind, String text) {}
