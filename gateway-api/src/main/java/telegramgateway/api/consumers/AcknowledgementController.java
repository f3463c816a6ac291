package telegramgateway.api.consumers;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.JsonBody;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.database.consumers.Acknowledgement;
import telegramgateway.message.database.consumers.ConsumerCursor;
import telegramgateway.message.database.consumers.ConsumerCursors;

/** What consumers have processed. Repeating an acknowledgement changes nothing. */
@RestController
class AcknowledgementController {
    private static final int MESSAGES_MAX = 1_000;
    private static final int ABOVE_MAX = 10_000;
    private static final String OLDEST = "oldest";
    private static final String LATEST = "latest";

    private final ConsumerCursors cursors;
    private final GivenPositions positions;

    AcknowledgementController(ConsumerCursors cursors, GivenPositions positions) {
        this.cursors = cursors;
        this.positions = positions;
    }

    @PostMapping("/api/v1/consumers/{name}/acknowledgements")
    ResponseEntity<byte[]> acknowledge(@PathVariable String name, HttpServletRequest request, Caller caller)
            throws IOException {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        JsonBody body = JsonBody.of(request, List.of("upTo", "messages"));
        Map<Long, Long> upTo = upTo(body, caller);
        Map<Long, List<Acknowledgement>> messages = messages(body, caller);
        if (upTo.isEmpty() && messages.isEmpty()) {
            throw ErrorCode.INVALID_BODY.refuse(
                    "The body acknowledges nothing", "Give upTo, messages, or both: GET /api/v1/openapi.json.");
        }
        ConsumerNames.movable(name, caller);
        // All is looked at before anything is written.
        upTo.forEach(positions::require);
        messages.forEach((chat, states) -> states.forEach(state -> positions.require(chat, state.position())));
        messages.forEach((chat, states) -> requireRoom(name, chat, states.size()));

        upTo.forEach((chat, position) -> cursors.acknowledgeUpTo(name, chat, position));
        messages.forEach((chat, states) -> cursors.acknowledge(name, chat, states));
        return envelope.meta("source", "database")
                .data(Map.of(
                        "acknowledged",
                        upTo.size()
                                + messages.values().stream()
                                        .mapToInt(List::size)
                                        .sum()));
    }

    @PutMapping("/api/v1/consumers/{name}/chats/{chatId}")
    ResponseEntity<byte[]> set(
            @PathVariable String name, @PathVariable String chatId, HttpServletRequest request, Caller caller)
            throws IOException {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        long channelId = Ids.chat(chatId);
        String position = JsonBody.of(request, List.of("position")).idText("position");
        ConsumerNames.movable(name, caller);
        long wanted = position.equals(OLDEST)
                ? 0
                : position.equals(LATEST) ? positions.latest(channelId) : Ids.position(position);
        positions.require(channelId, wanted);
        cursors.reset(name, channelId, wanted);
        return envelope.meta("source", "database").data(Map.of("channelId", channelId, "position", wanted));
    }

    private static Map<Long, Long> upTo(JsonBody body, Caller caller) {
        Map<Long, Long> upTo = new LinkedHashMap<>();
        for (JsonBody each : body.objects("upTo", List.of("channelId", "position"), MESSAGES_MAX)) {
            upTo.merge(chat(each, caller), Ids.position(each.idText("position")), Math::max);
        }
        return upTo;
    }

    private static Map<Long, List<Acknowledgement>> messages(JsonBody body, Caller caller) {
        Map<Long, List<Acknowledgement>> messages = new LinkedHashMap<>();
        for (JsonBody each : body.objects("messages", List.of("channelId", "messageId", "position"), MESSAGES_MAX)) {
            long chat = chat(each, caller);
            messages.computeIfAbsent(chat, _ -> new ArrayList<>())
                    .add(new Acknowledgement(
                            chat,
                            Ids.message("messageId", each.idText("messageId")),
                            Ids.position(each.idText("position"))));
        }
        return messages;
    }

    private static long chat(JsonBody each, Caller caller) {
        long chat = Ids.chat(each.idText("channelId"));
        if (!caller.mayRead(chat)) {
            throw Ids.unknownChat(chat);
        }
        return chat;
    }

    private void requireRoom(String name, long channelId, int more) {
        Optional<ConsumerCursor> cursor = cursors.of(name, channelId);
        int above = cursor.map(known -> known.above().size()).orElse(0);
        if (above + more > ABOVE_MAX) {
            throw ErrorCode.TOO_MANY_OPEN.refuse(
                    "More than " + ABOVE_MAX + " messages of chat " + channelId
                            + " would be acknowledged above one that" + " is not",
                    "Acknowledge the message at which the cursor stands, or everything up to a position (upTo).",
                    Map.of("max", ABOVE_MAX));
        }
    }
}
