package telegramgateway.api.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.MessageJson;
import telegramgateway.message.database.history.MessageHistory;

/** Every state that a message had, from the database, tombstones included. */
@RestController
class RevisionsController {
    private static final List<String> PARAMETERS = Parameters.names(List.of("cursor", "limit"), MessageForm.PARAMETERS);
    private static final long FROM_OLDEST = 0;

    private final MessageHistory history;
    private final MissingMessages missing;

    RevisionsController(MessageHistory history, MissingMessages missing) {
        this.history = history;
        this.missing = missing;
    }

    @GetMapping("/api/v1/messages/{chatId}/{messageId}/revisions")
    ResponseEntity<byte[]> revisions(
            @PathVariable String chatId, @PathVariable String messageId, HttpServletRequest request) {
        Envelope envelope = Envelope.start().conditional(request);
        Parameters parameters = Parameters.of(request, PARAMETERS);
        long channelId = Ids.chat(chatId);
        long id = Ids.message("messageId", messageId);
        int limit = parameters.limit();
        MessageForm form = MessageForm.of(parameters);
        long cursor = cursor(parameters.text("cursor"));

        List<byte[]> found = history.revisions(channelId, id, cursor, limit + 1);
        if (found.isEmpty() && cursor == FROM_OLDEST) {
            throw missing.refuse(channelId, id);
        }
        boolean hasMore = found.size() > limit;
        List<byte[]> page = hasMore ? found.subList(0, limit) : found;
        String nextCursor =
                hasMore ? Long.toString(MessageJson.decode(page.getLast()).position()) : null;
        return envelope.meta("count", page.size())
                .meta("hasMore", hasMore)
                .meta("source", "database")
                .next(request, nextCursor)
                .messages(page.stream().map(form::of).toList(), nextCursor);
    }

    private static long cursor(@Nullable String text) {
        return text == null ? FROM_OLDEST : Ids.pageCursor(text);
    }
}
