package telegramgateway.mtproto.audit;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.audit.AuditScope;

/**
 * What is to be audited.
 *
 * @param channel an id, or a name with {@code @}; null for all
 * @param kept a head of the chain that the operator has kept, 64 hexadecimal digits; needs a channel
 * @param json whether a machine reads the report
 */
public record AuditOptions(
        @Nullable String channel,
        AuditScope scope,
        @Nullable String kept,
        boolean json) {

    /** @throws IllegalArgumentException with a sentence */
    public AuditOptions {
        if (channel != null && !channel.matches("@[A-Za-z]\\w{3,31}|-\\d{1,18}")) {
            throw new IllegalArgumentException("--channel takes @NAME, or an id such as -1001234567890.");
        }
        if (kept != null && !kept.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("--chain takes the 64 digits that an audit has shown.");
        }
        if (channel == null && (kept != null || !scope.equals(AuditScope.WHOLE))) {
            throw new IllegalArgumentException(
                    "--from, --to and --chain belong to one channel: name it with --channel.");
        }
    }

    byte @Nullable [] keptHash() {
        return kept == null ? null : HexFormat.of().parseHex(kept);
    }
}
