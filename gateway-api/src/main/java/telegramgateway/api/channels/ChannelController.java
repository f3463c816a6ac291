package telegramgateway.api.channels;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.database.ChannelRow;
import telegramgateway.message.database.MessageDatabase;

/** One chat: what is known of its message ids, and which ones are unknown. */
@RestController
class ChannelController {
    /** Of unknown intervals, the newest ones. */
    private static final int UNKNOWN_MAX = 100;

    private final MessageDatabase database;

    ChannelController(MessageDatabase database) {
        this.database = database;
    }

    @GetMapping("/api/v1/channels/{chatId}")
    ResponseEntity<byte[]> channel(@PathVariable String chatId, HttpServletRequest request) {
        Envelope envelope = Envelope.start().conditional(request);
        Parameters.of(request, List.of());
        long channelId = Ids.chat(chatId);
        ChannelRow row = database.channel(channelId).orElseThrow(() -> Ids.unknownChat(channelId));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("channel", ListedChannel.of(row, database.coverage(channelId).orElse(null)));
        data.put("head", database.head(channelId));
        data.put(
                "unknown",
                database.unknown(channelId, UNKNOWN_MAX).stream()
                        .map(Interval::of)
                        .toList());
        return envelope.meta("source", "database").data(data);
    }

    /** Message ids from one to another, both inclusive. */
    private record Interval(long from, long to) {
        static Interval of(CoverageInterval interval) {
            return new Interval(interval.lo(), interval.hi());
        }
    }
}
