package telegramgateway.api.messages;

import org.springframework.stereotype.Component;
import telegramgateway.api.channels.KnownChannels;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.service.web.RequestRefusedException;

/** Why there is no message: nobody knows the chat, or the chat has no such message. */
@Component
final class MissingMessages {
    private final KnownChannels channels;

    MissingMessages(KnownChannels channels) {
        this.channels = channels;
    }

    /** The refusal, to be thrown. */
    RequestRefusedException refuse(long channelId, long messageId) {
        channels.require(channelId);
        return ErrorCode.MESSAGE_NOT_FOUND.refuse(
                "Chat " + channelId + " has no message " + messageId,
                "It was never received, or it is not in the database yet.");
    }

    /** The same of a message that came later. */
    RequestRefusedException refuseAsOf(long channelId, long messageId) {
        channels.require(channelId);
        return ErrorCode.MESSAGE_NOT_FOUND.refuse(
                "Chat " + channelId + " had no message " + messageId + " then",
                "It was not received yet; its revisions say when it was.");
    }
}
