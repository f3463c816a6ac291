package telegramgateway.mtproto.audit;

import org.jspecify.annotations.Nullable;
import telegramgateway.message.audit.ChannelAudit;
import telegramgateway.message.audit.ChannelAudit.Verdict;

/**
 * What is known of a channel after its audit.
 *
 * @param store what the database says
 * @param source what Telegram says; null when it was not asked
 */
public record AuditedChannel(ChannelAudit store, @Nullable SourceAudit source) {

    Verdict verdict() {
        Verdict verdict = store.verdict();
        return source != null && source.differs() && verdict != Verdict.DAMAGED ? Verdict.DIFFERS : verdict;
    }

    /** True when all is well as far as it can be told. */
    public boolean isClean() {
        return store.isClean() && (source == null || !source.differs());
    }

    /** True when Telegram was to be asked and did not say everything. */
    public boolean isUnasked() {
        return source != null && source.notCompared() != null;
    }
}
