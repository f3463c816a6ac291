package telegramgateway.mtproto.export;

import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;

/** What an entry turned out to be. */
sealed interface Decoded {

    /** @param albumKey equal for messages that may stand in one album; null for those that stand in none */
    record Accepted(Message message, @Nullable String albumKey) implements Decoded {}

    record Refused(Rejection rejection) implements Decoded {}
}
