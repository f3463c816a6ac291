package telegramgateway.api.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.channels.KnownChannels;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.database.consumers.ConsumerCursor;
import telegramgateway.message.database.consumers.ConsumerCursors;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.MessageFeed;

/**
 * What a consumer has not processed of a chat: the feed above its cursor, without what it acknowledged out of order.
 */
@RestController
class ConsumerPollController {
    private static final List<String> PARAMETERS =
            Parameters.names(List.of("cursor", "limit", "wait"), MessageForm.PARAMETERS);

    private final ConsumerCursors consumers;
    private final MessageFeed feed;
    private final FeedCursor cursors;
    private final LongPolls longPolls;
    private final KnownChannels channels;

    ConsumerPollController(
            ConsumerCursors consumers,
            MessageFeed feed,
            FeedCursor cursors,
            LongPolls longPolls,
            KnownChannels channels) {
        this.consumers = consumers;
        this.feed = feed;
        this.cursors = cursors;
        this.longPolls = longPolls;
        this.channels = channels;
    }

    @GetMapping("/api/v1/consumers/{name}/messages/{chatId}")
    ResponseEntity<byte[]> poll(@PathVariable String name, @PathVariable String chatId, HttpServletRequest request) {
        Envelope envelope = Envelope.start();
        Parameters parameters = Parameters.of(request, PARAMETERS);
        long channelId = Ids.chat(chatId);
        int limit = parameters.limit();
        int wait = parameters.waitSeconds();
        MessageForm form = MessageForm.of(parameters);
        Optional<ConsumerCursor> consumer = consumers.of(Ids.consumer(name), channelId);
        String given = parameters.text("cursor");
        long from =
                given == null ? consumer.map(ConsumerCursor::position).orElse(0L) : cursors.position(channelId, given);

        PolledPage page = read(channelId, consumer, from, limit);
        if (page.isEmpty()) {
            channels.require(channelId);
            if (wait > 0) {
                page = longPolls.wait(
                        Set.of(channelId), () -> read(channelId, consumer, from, limit), Duration.ofSeconds(wait));
            }
        }
        return page.answer(envelope, form, request);
    }

    /** Reads on until something is left that is not processed, or nothing follows. */
    private PolledPage read(long channelId, Optional<ConsumerCursor> consumer, long from, int limit) {
        long cursor = from;
        while (true) {
            FeedPage page = feed.read(channelId, cursor, limit);
            List<FeedEntry> open = new ArrayList<>(page.entries());
            consumer.ifPresent(known -> open.removeIf(entry -> known.isProcessed(entry.messageId(), entry.position())));
            if (!open.isEmpty() || !page.hasMore() || page.nextCursor() == cursor) {
                return PolledPage.of(
                        new FeedPage(open, page.nextCursor(), page.hasMore(), page.source(), page.unconfirmed()));
            }
            cursor = page.nextCursor();
        }
    }
}
