package telegramgateway.message.audit;

/** Is told how far the audit of a channel has come. Called by the thread that audits, often. */
@FunctionalInterface
public interface AuditProgress {

    /** @param events read so far; {@code of} is how many there are */
    void read(long channelId, long events, long of);
}
