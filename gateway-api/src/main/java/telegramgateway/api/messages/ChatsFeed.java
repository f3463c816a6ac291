package telegramgateway.api.messages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.MessageFeed;

/**
 * The feeds of several chats as one. Each chat's messages come in the order of their positions; between chats there is
 * no order. Safe for use by many threads.
 */
@Component
final class ChatsFeed {
    private final MessageFeed feed;

    ChatsFeed(MessageFeed feed) {
        this.feed = feed;
    }

    /** {@link #pages} as the answer of a poll. */
    PolledPage read(Map<Long, Long> cursors, int limit) {
        return pages(cursors, limit).polled(cursors);
    }

    /**
     * A page with a fair share of each chat. The reader who is furthest behind in a chat gets that one first: so no
     * chat waits for ever behind busier ones, however small the limit is.
     *
     * @param cursors by chat the position after which to read
     */
    ChatPages pages(Map<Long, Long> cursors, int limit) {
        List<Long> chats = new ArrayList<>(cursors.keySet());
        chats.sort(Comparator.comparing(chat -> cursors.getOrDefault(chat, 0L)));
        Map<Long, FeedPage> pages = new LinkedHashMap<>();
        int left = limit;
        for (int i = 0; i < chats.size() && left > 0; i++) {
            long chat = chats.get(i);
            FeedPage page = feed.read(chat, cursors.getOrDefault(chat, 0L), Math.ceilDiv(left, chats.size() - i));
            pages.put(chat, page);
            left -= page.entries().size();
        }
        return new ChatPages(pages, pages.size() < chats.size());
    }
}
