package telegramgateway.api.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.channels.KnownChannels;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.feed.MessageFeed;

/** The way to follow a chat without missing anything. */
@RestController
class PollController {
    private static final List<String> PARAMETERS =
            Parameters.names(List.of("cursor", "limit", "wait"), MessageForm.PARAMETERS);

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
        int wait = parameters.waitSeconds();
        MessageForm form = MessageForm.of(parameters);
        long cursor = cursors.position(channelId, parameters.text("cursor"));

        PolledPage page = PolledPage.of(feed.read(channelId, cursor, limit));
        if (page.isEmpty()) {
            channels.require(channelId);
            if (wait > 0) {
                page = longPolls.wait(
                        Set.of(channelId),
                        () -> PolledPage.of(feed.read(channelId, cursor, limit)),
                        Duration.ofSeconds(wait));
            }
        }
        return page.answer(envelope, form, request);
    }
}
