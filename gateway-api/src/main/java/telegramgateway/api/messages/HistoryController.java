package telegramgateway.api.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.channels.KnownChannels;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import telegramgateway.api.http.Times;
import telegramgateway.message.MessageJson;
import telegramgateway.message.database.history.HistoryQuery;
import telegramgateway.message.database.history.HistoryQuery.Order;
import telegramgateway.message.database.history.MessageHistory;

/** The messages of a chat as they were sent, without deleted ones, from the database. */
@RestController
class HistoryController {
    private static final List<String> PARAMETERS = Parameters.names(
            List.of("cursor", "limit", "order", "from", "to", "before", "after"),
            Parameters.names(HistoryFilters.PARAMETERS, MessageForm.PARAMETERS));

    private final MessageHistory history;
    private final KnownChannels channels;

    HistoryController(MessageHistory history, KnownChannels channels) {
        this.history = history;
        this.channels = channels;
    }

    @GetMapping("/api/v1/messages/history/{chatId}")
    ResponseEntity<byte[]> history(@PathVariable String chatId, HttpServletRequest request) {
        Envelope envelope = Envelope.start().conditional(request);
        Parameters parameters = Parameters.of(request, PARAMETERS);
        long channelId = Ids.chat(chatId);
        int limit = parameters.limit();
        MessageForm form = MessageForm.of(parameters);

        // One more than asked for tells whether more follow.
        List<byte[]> messages = history.page(query(channelId, parameters, limit + 1));
        if (messages.isEmpty()) {
            channels.require(channelId);
        }
        boolean hasMore = messages.size() > limit;
        List<byte[]> page = hasMore ? messages.subList(0, limit) : messages;
        String nextCursor =
                hasMore ? Long.toString(MessageJson.decode(page.getLast()).messageId()) : null;
        return envelope.meta("count", page.size())
                .meta("hasMore", hasMore)
                .meta("source", "database")
                .next(request, nextCursor)
                .messages(page.stream().map(form::of).toList(), nextCursor);
    }

    private static HistoryQuery query(long channelId, Parameters parameters, int limit) {
        Instant from = Times.of(parameters, "from");
        Instant to = Times.of(parameters, "to");
        if (from != null && to != null && from.isAfter(to)) {
            throw ErrorCode.INVALID_TIME.refuse("from is later than to", "Exchange them.");
        }
        Long before = messageId(parameters, "before");
        Long after = messageId(parameters, "after");
        Order order = order(parameters.text("order"));
        String cursor = parameters.text("cursor");
        // A page goes on where the one before ended, whatever bound the first one began at.
        if (cursor != null && order == Order.NEWEST_FIRST) {
            before = Ids.pageCursor(cursor);
        } else if (cursor != null) {
            after = Ids.pageCursor(cursor);
        }
        return new HistoryQuery(channelId, from, to, before, after, HistoryFilters.of(parameters), limit, order);
    }

    private static @Nullable Long messageId(Parameters parameters, String name) {
        String text = parameters.text(name);
        return text == null ? null : Ids.message(name, text);
    }

    private static Order order(@Nullable String text) {
        if (text == null || text.equals("desc")) {
            return Order.NEWEST_FIRST;
        }
        if (text.equals("asc")) {
            return Order.OLDEST_FIRST;
        }
        throw ErrorCode.INVALID_ORDER.refuse(
                "order is neither asc nor desc", "Use asc for the oldest first, desc for the newest first.");
    }
}
