package telegramgateway.api.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.channels.KnownChannels;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.MessageFeed;

/** The way to follow a chat without missing anything. */
@RestController
class PollController {
    private static final List<String> PARAMETERS = List.of("cursor", "limit", "wait");
    private static final int WAIT_SECONDS_MAX = 30;

    private final MessageFeed feed;
    private final FeedCursor cursors;
    private final LongPolls longPolls;
    private final KnownChannels channels;

    PollController(MessageFeed feed, FeedCursor cursors, LongPolls longPolls, KnownChannels channels) {
        this.feed = feed;
        this.cursors = cursors;
        this.longPolls = longPolls;
        this.channels = channels;
    }

    @GetMapping("/api/v1/messages/poll/{chatId}")
    ResponseEntity<byte[]> poll(@PathVariable String chatId, HttpServletRequest request) {
        Envelope envelope = Envelope.start();
        Parameters parameters = Parameters.of(request, PARAMETERS);
        long channelId = Ids.chat(chatId);
        int limit = parameters.limit();
        int wait = parameters.number("wait", 0, WAIT_SECONDS_MAX, 0, ErrorCode.INVALID_WAIT);
        long cursor = cursors.position(channelId, parameters.text("cursor"));

        FeedPage page = feed.read(channelId, cursor, limit);
        if (page.entries().isEmpty()) {
            channels.require(channelId);
            if (wait > 0) {
                page = longPolls.wait(channelId, cursor, limit, Duration.ofSeconds(wait));
            }
        }
        return answer(envelope, page);
    }

    private static ResponseEntity<byte[]> answer(Envelope envelope, FeedPage page) {
        envelope.meta("count", page.entries().size())
                .meta("hasMore", page.hasMore())
                .meta("source", page.source().name().toLowerCase(Locale.ROOT));
        if (page.unconfirmed()) {
            envelope.meta("unconfirmed", true);
        }
        return envelope.messages(
                page.entries().stream().map(FeedEntry::json).toList(), Long.toString(page.nextCursor()));
    }
}
