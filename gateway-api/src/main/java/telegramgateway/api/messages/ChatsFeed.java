package telegramgateway.api.messages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import telegramgateway.message.feed.FeedEntry;
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

    /**
     * A page with a fair share of each chat. The reader who is furthest behind in a chat gets that one first: so no
     * chat waits for ever behind busier ones, however small the limit is.
     *
     * @param cursors by chat the position after which to read
     */
    PolledPage read(Map<Long, Long> cursors, int limit) {
        List<Long> chats = new ArrayList<>(cursors.keySet());
        chats.sort(Comparator.comparing(chat -> cursors.getOrDefault(chat, 0L)));
        Map<Long, Long> next = new LinkedHashMap<>(cursors);
        List<FeedEntry> entries = new ArrayList<>();
        boolean hasMore = false;
        boolean unconfirmed = false;
        FeedPage.Source source = FeedPage.Source.CACHE;
        for (int i = 0; i < chats.size(); i++) {
            int left = limit - entries.size();
            if (left == 0) {
                hasMore = true;
                break;
            }
            long chat = chats.get(i);
            FeedPage page = feed.read(chat, cursors.getOrDefault(chat, 0L), Math.ceilDiv(left, chats.size() - i));
            entries.addAll(page.entries());
            next.put(chat, page.nextCursor());
            hasMore |= page.hasMore();
            unconfirmed |= page.unconfirmed();
            if (page.source() == FeedPage.Source.DATABASE) {
                source = FeedPage.Source.DATABASE;
            }
        }
        return new PolledPage(entries, ChatsCursor.text(next), hasMore, source, unconfirmed);
    }
}
