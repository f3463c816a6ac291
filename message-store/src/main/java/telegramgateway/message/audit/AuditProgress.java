package telegramgateway.message.audit;

/** Is told how far the audit of a channel has come. Called by the thread that audits, often. */
@FunctionalInterface
public interface AuditProgress {

    /** @param done how many events, or ids, were looked at so far; {@code of} is how many there are */
    void read(long channelId, long done, long of);
}
