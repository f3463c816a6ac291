package telegramgateway.tpcapital.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A signal as the database holds it. Prices are exact, without superfluous zeros beyond two decimals. */
public record StoredSignal(
        long channelId,
        long messageId,
        Instant ts,
        String asset,
        @Nullable String signalType,
        String side,
        @Nullable BigDecimal buyMin,
        @Nullable BigDecimal buyMax,
        @Nullable BigDecimal sellMin,
        @Nullable BigDecimal sellMax,
        @Nullable BigDecimal target1,
        @Nullable BigDecimal target2,
        @Nullable BigDecimal targetFinal,
        List<BigDecimal> targets,
        @Nullable BigDecimal stop,
        List<String> missing,
        String rawMessage,
        String source,
        Instant ingestedAt,
        Instant updatedAt) {
    public StoredSignal {
        targets = List.copyOf(targets);
        missing = List.copyOf(missing);
    }

    /** Where it stands among all signals, newest first. */
    public SignalQuery.Place place() {
        return new SignalQuery.Place(ts, channelId, messageId);
    }
}
