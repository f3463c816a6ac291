package telegramgateway.api.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import telegramgateway.api.http.Envelope;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.FeedPage;

/**
 * What a poll found, of one chat or of several.
 *
 * @param nextCursor as the client shall send it
 * @param hasMore true when more is known to follow, or may follow where the limit ended the page
 * @param source the database when it had to answer for any of the chats
 * @param unconfirmed true when of any of the chats no tier could prove that nothing follows
 */
record PolledPage(
        List<FeedEntry> entries, String nextCursor, boolean hasMore, FeedPage.Source source, boolean unconfirmed) {

    static PolledPage of(FeedPage page) {
        return new PolledPage(
                page.entries(), Long.toString(page.nextCursor()), page.hasMore(), page.source(), page.unconfirmed());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** @param request a GET that the page that follows can be asked for with */
    ResponseEntity<byte[]> answer(Envelope envelope, MessageForm form, HttpServletRequest request) {
        return answer(envelope.next(request, nextCursor), form);
    }

    ResponseEntity<byte[]> answer(Envelope envelope, MessageForm form) {
        envelope.meta("count", entries.size())
                .meta("hasMore", hasMore)
                .meta("source", source.name().toLowerCase(Locale.ROOT));
        if (unconfirmed) {
            envelope.meta("unconfirmed", true);
        }
        return envelope.messages(
                entries.stream().map(entry -> form.of(entry.json())).toList(), nextCursor);
    }
}
