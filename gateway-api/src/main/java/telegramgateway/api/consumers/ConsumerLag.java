package telegramgateway.api.consumers;

import java.util.List;
import org.springframework.stereotype.Component;
import telegramgateway.api.http.Caller;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.database.consumers.ConsumerCursor;

/** How many messages consumers have not processed, by what the database has. */
@Component
final class ConsumerLag {
    /** Where counting ends. */
    private static final int MAX = 10_000;

    private final MessageDatabase database;

    ConsumerLag(MessageDatabase database) {
        this.database = database;
    }

    /** Of those channels that a caller may read. */
    List<Behind> of(List<ConsumerCursor> cursors, Caller caller) {
        return cursors.stream()
                .filter(cursor -> caller.mayRead(cursor.channelId()))
                .map(cursor -> new Behind(cursor, lag(cursor)))
                .toList();
    }

    private int lag(ConsumerCursor cursor) {
        int above = database.countAfter(cursor.channelId(), cursor.position(), MAX);
        return Math.max(0, above - cursor.above().size());
    }

    /** @param messages 10,000 at most */
    record Behind(ConsumerCursor cursor, int messages) {}
}
