package telegramgateway.api.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.channels.KnownChannels;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.JsonBody;
import telegramgateway.api.http.Parameters;

/** The way to follow several chats at once without missing anything. */
@RestController
class ChatsPollController {
    private static final List<String> PARAMETERS =
            Parameters.names(List.of("chats", "cursor", "limit", "wait"), MessageForm.PARAMETERS);

    private final ChatsFeed feed;
    private final FeedCursor cursors;
    private final LongPolls longPolls;
    private final KnownChannels channels;
    private final PolledChats chats;

    ChatsPollController(
            ChatsFeed feed, FeedCursor cursors, LongPolls longPolls, KnownChannels channels, PolledChats chats) {
        this.feed = feed;
        this.cursors = cursors;
        this.longPolls = longPolls;
        this.channels = channels;
        this.chats = chats;
    }

    @GetMapping("/api/v1/messages/poll")
    ResponseEntity<byte[]> poll(HttpServletRequest request, Caller caller) {
        Envelope envelope = Envelope.start();
        Parameters parameters = Parameters.of(request, PARAMETERS);
        MessageForm form = MessageForm.of(parameters);
        int limit = parameters.limit();
        int wait = parameters.waitSeconds();
        Set<Long> polled = chats.listed(parameters.text("chats"), caller);
        return poll(polled, parameters.text("cursor"), limit, wait).answer(envelope, form, request);
    }

    @PostMapping("/api/v1/messages/poll")
    ResponseEntity<byte[]> pollSession(HttpServletRequest request, Caller caller) throws IOException {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        JsonBody body = JsonBody.of(request, List.of("sessionId", "chats", "params", "options"));
        JsonBody params = body.object("params", List.of("limit", "cursor", "wait"));
        MessageForm form =
                new MessageForm(body.object("options", List.of("includeMedia")).truth("includeMedia", true), false);
        int limit = params.number("limit", 1, Parameters.LIMIT_MAX, Parameters.LIMIT_DEFAULT, ErrorCode.INVALID_LIMIT);
        int wait = params.number("wait", 0, Parameters.WAIT_SECONDS_MAX, 0, ErrorCode.INVALID_WAIT);
        Set<Long> polled = chats.of(body.text("sessionId"), body.texts("chats"), caller);
        return poll(polled, params.text("cursor"), limit, wait).answer(envelope, form);
    }

    private PolledPage poll(Set<Long> polled, @Nullable String cursor, int limit, int wait) {
        Map<Long, Long> from = cursors.positions(polled, cursor);
        PolledPage page = feed.read(from, limit);
        if (page.isEmpty()) {
            polled.forEach(channels::require);
            if (wait > 0) {
                page = longPolls.wait(polled, () -> feed.read(from, limit), Duration.ofSeconds(wait));
            }
        }
        return page;
    }
}
