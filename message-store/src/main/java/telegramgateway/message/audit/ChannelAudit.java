package telegramgateway.message.audit;

import org.jspecify.annotations.Nullable;

/**
 * What an audit found out about a channel.
 *
 * @param username without {@code @}; null for none
 * @param lo the lowest id in scope; {@code Long.MIN_VALUE} when that end is open
 * @param hi the highest; {@code Long.MAX_VALUE} when that end is open
 * @param ledger null for a chat whose ids are not dense, and while nothing is known of any id
 */
public record ChannelAudit(
        long channelId,
        @Nullable String username,
        @Nullable String title,
        long lo,
        long hi,
        @Nullable LedgerAudit ledger,
        StoredAudit stored,
        ChainAudit chain) {

    /** From the best to the worst. */
    public enum Verdict {
        /** Every id is stored, absent, refused or retired. */
        COMPLETE,

        /** The ids of this chat are not dense: what is stored is sound, and whether all is stored cannot be told. */
        NOT_COVERED,

        /** Nothing is stored, and no id is known. */
        NOTHING_KNOWN,

        /** Of some ids nothing is known. */
        INCOMPLETE,

        /** Telegram has it otherwise. Never said by the database alone. */
        DIFFERS,

        /** Ledger, rows and events contradict each other, or events have changed since an earlier audit. */
        DAMAGED
    }

    public Verdict verdict() {
        if (!stored.isSound() || !chain.isSound() || (ledger != null && !ledger.isSound())) {
            return Verdict.DAMAGED;
        }
        if (ledger == null) {
            return stored.isEmpty() && chain.events() == 0 ? Verdict.NOTHING_KNOWN : Verdict.NOT_COVERED;
        }
        return ledger.unknown().isEmpty() ? Verdict.COMPLETE : Verdict.INCOMPLETE;
    }

    /** True when all is well as far as it can be told. */
    public boolean isClean() {
        return verdict() == Verdict.COMPLETE || verdict() == Verdict.NOT_COVERED;
    }
}
