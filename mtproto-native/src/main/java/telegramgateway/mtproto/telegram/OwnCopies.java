package telegramgateway.mtproto.telegram;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.mtproto.decode.TdIds;
import telegramgateway.mtproto.journal.Forwards;
import telegramgateway.mtproto.journal.JournalException;
import tools.jackson.databind.JsonNode;

/** Tells which messages are copies that the gateway forwarded itself: else a copy would be forwarded in its turn. */
record OwnCopies(Forwards forwards) {
    private static final Logger LOG = LoggerFactory.getLogger(OwnCopies.class);

    /** @param message TDLib's JSON, of a message that Telegram has */
    boolean contains(JsonNode message) {
        String origin = Origin.of(message);
        if (origin.isEmpty() || !mayBeOurs(message)) {
            return false;
        }
        long chatId = message.path("chat_id").asLong(0);
        long messageId = message.path("id").asLong(0) >> TdIds.SERVER_ID_SHIFT;
        return known(() -> forwards.mayBeCopy(chatId, messageId, origin));
    }

    boolean contains(long chatId, long messageId) {
        return known(() -> forwards.isCopy(chatId, messageId));
    }

    /** Only we post as ourselves, and only a channel's staff posts as the channel. */
    static boolean mayBeOurs(JsonNode message) {
        return message.path("is_outgoing").asBoolean(false)
                || message.path("is_channel_post").asBoolean(false);
    }

    private interface Question {
        boolean answer();
    }

    /** A message must not be lost because the journal cannot be read. */
    private static boolean known(Question question) {
        try {
            return question.answer();
        } catch (JournalException e) {
            LOG.warn("Whether a message is a copy of our own cannot be said: {}", e.getMessage());
            return false;
        }
    }
}
