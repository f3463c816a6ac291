package telegramgateway.tpcapital.signals;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.tpcapital.store.StoredSignal;

/**
 * A signal as the API answers it. Prices are strings, since a JSON number loses digits in many clients. Times are
 * ISO-8601 in UTC with milliseconds.
 */
record SignalAnswer(
        @JsonProperty("channel") String channel,
        @JsonProperty("message_id") long messageId,
        @JsonProperty("ts") String ts,
        @JsonProperty("asset") String asset,
        @JsonProperty("signal_type") @Nullable String signalType,
        @JsonProperty("side") String side,
        @JsonProperty("buy_min") @Nullable String buyMin,
        @JsonProperty("buy_max") @Nullable String buyMax,
        @JsonProperty("sell_min") @Nullable String sellMin,
        @JsonProperty("sell_max") @Nullable String sellMax,
        @JsonProperty("target_1") @Nullable String target1,
        @JsonProperty("target_2") @Nullable String target2,
        @JsonProperty("target_final") @Nullable String targetFinal,
        @JsonProperty("targets") List<String> targets,
        @JsonProperty("stop") @Nullable String stop,
        @JsonProperty("missing") List<String> missing,
        @JsonProperty("raw_message") String rawMessage,
        @JsonProperty("source") String source,
        @JsonProperty("ingested_at") String ingestedAt,
        @JsonProperty("updated_at") String updatedAt) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static SignalAnswer of(StoredSignal signal) {
        return new SignalAnswer(
                Long.toString(signal.channelId()),
                signal.messageId(),
                time(signal.ts()),
                signal.asset(),
                signal.signalType(),
                signal.side(),
                price(signal.buyMin()),
                price(signal.buyMax()),
                price(signal.sellMin()),
                price(signal.sellMax()),
                price(signal.target1()),
                price(signal.target2()),
                price(signal.targetFinal()),
                signal.targets().stream().map(BigDecimal::toPlainString).toList(),
                price(signal.stop()),
                signal.missing(),
                signal.rawMessage(),
                signal.source(),
                time(signal.ingestedAt()),
                time(signal.updatedAt()));
    }

    private static @Nullable String price(@Nullable BigDecimal price) {
        return price == null ? null : price.toPlainString();
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
