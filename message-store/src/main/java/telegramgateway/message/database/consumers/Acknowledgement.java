package telegramgateway.message.database.consumers;

/**
 * That a consumer has processed one state of one message.
 *
 * @param position of the state; a later one is another state, which remains to be processed
 */
public record Acknowledgement(long channelId, long messageId, long position) {}
