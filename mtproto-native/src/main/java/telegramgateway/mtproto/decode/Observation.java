package telegramgateway.mtproto.decode;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What one update of TDLib's tells. Chat ids are TDLib's, message ids Telegram's own, unless they are called local. */
public sealed interface Observation {

    /** A message was posted, by others or by another session of this account. */
    record Posted(Decoded message) implements Observation {}

    /**
     * A message of ours has reached Telegram.
     *
     * @param localId TDLib's id of the message until then
     */
    record Sent(long localId, Decoded message) implements Observation {}

    /** What a message says changed. It is no edit yet: TDLib says the same of a poll's votes. */
    record ContentChanged(long chatId, long messageId) implements Observation {}

    /**
     * A message was edited.
     *
     * @param editedAt null when Telegram hides the edit, as it does when only buttons or reactions changed
     */
    record Edited(long chatId, long messageId, @Nullable Instant editedAt) implements Observation {}

    /**
     * Messages no longer exist for this account. Losing access to a chat looks the same.
     *
     * @param messageIds at least one
     */
    record Deleted(long chatId, List<Long> messageIds) implements Observation {
        public Deleted {
            messageIds = List.copyOf(messageIds);
        }
    }

    /** TDLib has forgotten a chat's newest message: it may have passed over messages, or the chat is empty. */
    record PossibleGap(long chatId) implements Observation {}

    /** A chat became known; comes before everything else that is told of it. */
    record ChatFound(long chatId, ChatKind kind, String title) implements Observation {}

    record TitleChanged(long chatId, String title) implements Observation {}

    /**
     * A channel or supergroup is as follows.
     *
     * @param username its public name without {@code @}; null if it is not public
     * @param joined whether this account takes part, and so gets its messages
     */
    record SupergroupChanged(
            long chatId, ChatKind kind, @Nullable String username, boolean joined) implements Observation {}

    /** A basic group has become a supergroup, which goes on under another id. */
    record Migrated(long fromChatId, long toChatId) implements Observation {}

    record ConnectionChanged(ConnectionState state) implements Observation {}

    /**
     * Login has come to a step, or has ended.
     *
     * @param state TDLib's name without {@code authorizationState}, such as {@code WaitCode}
     * @param details TDLib's object. It may hold a secret, such as the link of a QR code, and is not shown
     */
    record AuthorizationChanged(String state, ObjectNode details) implements Observation {
        @Override
        public String toString() {
            return "AuthorizationChanged[state=" + state + "]";
        }
    }

    /**
     * Telegram will drop this session unless its user objects: somebody else uses a copy of it.
     *
     * @param type such as {@code AUTH_KEY_DROP_DUPLICATE}
     */
    record SessionThreatened(String type) implements Observation {}

    /**
     * Nothing that the gateway acts on.
     *
     * @param type TDLib's name of the update; empty when it has none
     */
    record Ignored(String type) implements Observation {}
}
