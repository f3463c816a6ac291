package telegramgateway.message.feed;

/**
 * One message of a feed.
 *
 * @param position the position at which the feed holds it: the reader's cursor once it has been read
 * @param json the message's canonical JSON, UTF-8 of exactly this position
 */
public record FeedEntry(long messageId, long position, byte[] json) {}
