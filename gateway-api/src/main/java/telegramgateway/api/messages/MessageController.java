package telegramgateway.api.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.database.history.MessageHistory;

/** One message in its latest state or as it was, from the database; a deleted one is a tombstone. */
@RestController
class MessageController {
    private static final List<String> PARAMETERS = Parameters.names(List.of(AsOf.PARAMETER), MessageForm.PARAMETERS);

    private final MessageDatabase database;
    private final MessageHistory history;
    private final MissingMessages missing;

    MessageController(MessageDatabase database, MessageHistory history, MissingMessages missing) {
        this.database = database;
        this.history = history;
        this.missing = missing;
    }

    @GetMapping("/api/v1/messages/{chatId}/{messageId}")
    ResponseEntity<byte[]> message(
            @PathVariable String chatId, @PathVariable String messageId, HttpServletRequest request) {
        Envelope envelope = Envelope.start().conditional(request);
        Parameters parameters = Parameters.of(request, PARAMETERS);
        OptionalLong asOf = AsOf.position(parameters);
        MessageForm form = MessageForm.of(parameters);
        long channelId = Ids.chat(chatId);
        long id = Ids.message("messageId", messageId);
        byte[] message = asOf.isPresent() ? then(channelId, id, asOf.getAsLong()) : now(channelId, id);
        return envelope.meta("source", "database").message(form.of(message));
    }

    private byte[] now(long channelId, long id) {
        return database.message(channelId, id).orElseThrow(() -> missing.refuse(channelId, id));
    }

    private byte[] then(long channelId, long id, long position) {
        return history.asOf(channelId, id, position).orElseThrow(() -> missing.refuseAsOf(channelId, id));
    }
}
