package telegramgateway.mtproto.repair;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import telegramgateway.message.Message;
import telegramgateway.message.database.KnownMessage;

/**
 * What Telegram has of a channel's newest messages.
 *
 * @param messages those that can be taken, by id
 * @param there the ids of all
 * @param from the lowest id about which it says something
 */
record SweptWindow(Map<Long, Message> messages, Set<Long> there, long from) {

    /** Gathers pages, newest first. */
    static final class Builder {
        private final Map<Long, Message> messages = new HashMap<>();
        private final Set<Long> there = new HashSet<>();
        private long from = Long.MAX_VALUE;

        void add(Page page) {
            page.messages().forEach(message -> messages.put(message.messageId(), message));
            there.addAll(page.there());
            if (page.oldest() > 0) {
                from = Math.min(from, page.oldest());
            }
        }

        int seen() {
            return there.size();
        }

        /** @param whole whether there is nothing older */
        SweptWindow build(boolean whole) {
            return new SweptWindow(messages, there, whole ? 1 : from);
        }
    }

    /** The highest id; 0 for none. */
    long newest() {
        return there.stream().mapToLong(id -> id).max().orElse(0);
    }

    /** Stored messages that Telegram has, as it has them, oldest first. */
    List<Message> observedOf(List<KnownMessage> stored) {
        return stored.reversed().stream()
                .map(known -> messages.get(known.messageId()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Stored messages that Telegram did not name, newest first. */
    List<KnownMessage> missingOf(List<KnownMessage> stored) {
        return stored.stream()
                .filter(known -> !there.contains(known.messageId()))
                .toList();
    }
}
