package telegramgateway.api.channels;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.coverage.ChannelCoverage;
import telegramgateway.message.database.MessageDatabase;

/** All chats of which messages are stored and that the caller may read. */
@RestController
class ChannelsController {
    private final MessageDatabase database;

    ChannelsController(MessageDatabase database) {
        this.database = database;
    }

    @GetMapping("/api/v1/channels")
    ResponseEntity<byte[]> channels(HttpServletRequest request, Caller caller) {
        Envelope envelope = Envelope.start().conditional(request);
        Parameters.of(request, List.of());
        Map<Long, ChannelCoverage> coverage = database.coverage();
        List<ListedChannel> channels = database.channels().stream()
                .filter(channel -> caller.mayRead(channel.channelId()))
                .map(channel -> ListedChannel.of(channel, coverage.get(channel.channelId())))
                .toList();
        return envelope.meta("count", channels.size())
                .meta("source", "database")
                .data(Map.of("channels", channels));
    }
}
