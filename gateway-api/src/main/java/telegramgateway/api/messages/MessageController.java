package telegramgateway.api.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.channels.KnownChannels;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.database.MessageDatabase;

/** One message in its latest state, from the database; a deleted one is a tombstone. */
@RestController
class MessageController {
    private final MessageDatabase database;
    private final KnownChannels channels;

    MessageController(MessageDatabase database, KnownChannels channels) {
        this.database = database;
        this.channels = channels;
    }

    @GetMapping("/api/v1/messages/{chatId}/{messageId}")
    ResponseEntity<byte[]> message(
            @PathVariable String chatId, @PathVariable String messageId, HttpServletRequest request) {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        long channelId = Ids.chat(chatId);
        Optional<byte[]> message = database.message(channelId, Ids.message("messageId", messageId));
        if (message.isEmpty()) {
            channels.require(channelId);
            throw ErrorCode.MESSAGE_NOT_FOUND.refuse(
                    "Chat " + channelId + " has no message " + messageId,
                    "It was never received, or it is not in the database yet.");
        }
        return envelope.meta("source", "database").message(message.get());
    }
}
