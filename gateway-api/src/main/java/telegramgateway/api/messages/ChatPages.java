package telegramgateway.api.messages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.FeedPage;

/**
 * What was read of the feeds of several chats.
 *
 * @param byChat in the order in which they were read
 * @param cut true when the limit was reached before every chat was read
 */
record ChatPages(Map<Long, FeedPage> byChat, boolean cut) {

    /** True when more is known to follow, or may follow where the limit ended the reading. */
    boolean hasMore() {
        return cut || byChat.values().stream().anyMatch(FeedPage::hasMore);
    }

    /** True when of any of the chats no tier could prove that nothing follows. */
    boolean unconfirmed() {
        return byChat.values().stream().anyMatch(FeedPage::unconfirmed);
    }

    /** @param cursors from where they were read */
    PolledPage polled(Map<Long, Long> cursors) {
        Map<Long, Long> next = new LinkedHashMap<>(cursors);
        List<FeedEntry> entries = new ArrayList<>();
        byChat.forEach((chat, page) -> {
            entries.addAll(page.entries());
            next.put(chat, page.nextCursor());
        });
        FeedPage.Source source = byChat.values().stream().anyMatch(page -> page.source() == FeedPage.Source.DATABASE)
                ? FeedPage.Source.DATABASE
                : FeedPage.Source.CACHE;
        return new PolledPage(entries, ChatsCursor.text(next), hasMore(), source, unconfirmed());
    }
}
