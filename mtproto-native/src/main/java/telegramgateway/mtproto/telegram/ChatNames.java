package telegramgateway.mtproto.telegram;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.mtproto.decode.ChatKind;
import telegramgateway.mtproto.decode.Observation;

/**
 * What an account's chats are called, gathered from what TDLib says piece by piece. Safe for use by several threads.
 */
final class ChatNames {
    private final Map<Long, Chat> chats = new HashMap<>();

    private record Chat(
            ChatKind kind, String title, @Nullable String username, boolean joined) {
        private static final Chat UNKNOWN = new Chat(ChatKind.CHANNEL, "", null, false);

        /** The names of an export's chat types. */
        String type() {
            String access = username == null ? "private_" : "public_";
            return switch (kind) {
                case CHANNEL -> access + "channel";
                case SUPERGROUP -> access + "supergroup";
                case BASIC_GROUP -> "private_group";
                case PRIVATE -> "personal_chat";
            };
        }
    }

    synchronized void found(Observation.ChatFound news) {
        Chat known = chats.getOrDefault(news.chatId(), Chat.UNKNOWN);
        boolean member = known.joined() || news.kind() == ChatKind.BASIC_GROUP;
        chats.put(news.chatId(), new Chat(news.kind(), news.title(), known.username(), member));
    }

    synchronized void changed(Observation.TitleChanged news) {
        Chat known = chats.getOrDefault(news.chatId(), Chat.UNKNOWN);
        chats.put(news.chatId(), new Chat(known.kind(), news.title(), known.username(), known.joined()));
    }

    synchronized void changed(Observation.SupergroupChanged news) {
        Chat known = chats.getOrDefault(news.chatId(), Chat.UNKNOWN);
        chats.put(news.chatId(), new Chat(news.kind(), known.title(), news.username(), news.joined()));
    }

    /** What a chat is called; empty while TDLib has not said it. */
    synchronized Optional<ChannelTitle> of(long chatId) {
        Chat chat = chats.get(chatId);
        return chat == null || chat.title().isEmpty()
                ? Optional.empty()
                : Optional.of(new ChannelTitle(chatId, chat.title(), chat.username(), chat.type()));
    }

    /** The chats in which the account takes part. */
    synchronized Set<Long> joined() {
        Set<Long> joined = new TreeSet<>();
        chats.forEach((chatId, chat) -> {
            if (chat.joined()) {
                joined.add(chatId);
            }
        });
        return joined;
    }

    /** Forgets everything: TDLib says it anew after each opening. */
    synchronized void clear() {
        chats.clear();
    }
}
