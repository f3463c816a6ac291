package telegramgateway.mtproto.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;

/** What a message of TDLib's turned out to be. */
public sealed interface Decoded {

    /**
     * @param message not yet accepted: kind {@code POSTED}, with its edit date if it was edited; its files are not
     *     downloaded
     * @param files what can be downloaded for it
     */
    record Accepted(Message message, List<MessageFile> files) implements Decoded {
        public Accepted {
            files = List.copyOf(files);
        }
    }

    /**
     * @param channelId the chat it stands in; 0 when it does not say
     * @param messageId its server id; 0 when it has none
     * @param detail what exactly stood there, such as the type of a service message; null if there is no more to say;
     *     never a text that somebody wrote
     */
    record Refused(
            RefusalReason reason,
            long channelId,
            long messageId,
            @Nullable String detail) implements Decoded {}
}
