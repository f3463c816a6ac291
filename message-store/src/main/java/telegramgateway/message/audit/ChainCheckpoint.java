package telegramgateway.message.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a channel's events went in an audit, and their chain.
 *
 * @param position of the last event
 * @param events how many there were
 * @param chain 32 bytes; never modified
 */
public record ChainCheckpoint(long position, long events, byte[] chain, Instant auditedAt) {

    public String hash() {
        return HexFormat.of().formatHex(chain);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChainCheckpoint that
                && position == that.position
                && events == that.events
                && Arrays.equals(chain, that.chain)
                && auditedAt.equals(that.auditedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(position, events);
    }
}
