package telegramgateway.mtproto.delivery;

import static telegramgateway.mtproto.TestMessages.SENT;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import telegramgateway.message.Message;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.TestMessages;

/** Traffic of a test, in channels of its own. */
final class Posts {
    /** Enough for both lanes of the database. */
    static final int CHANNELS = 4;

    private static final AtomicLong FREE = new AtomicLong(-1_003_000_000_000L);

    private final long firstChannel = FREE.getAndAdd(-CHANNELS);

    long channel(long messageId) {
        return firstChannel - messageId % CHANNELS;
    }

    List<Message> posts(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(id -> TestMessages.post(channel(id), id, "text " + id))
                .toList();
    }

    List<Message> imported(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(id -> TestMessages.post(channel(id), id, "text " + id, MessageSource.IMPORT))
                .toList();
    }

    /** Posts, and of every fifth of them an edit, of every tenth a deletion. */
    List<Message> traffic(long from, long to) {
        List<Message> messages = new ArrayList<>(posts(from, to));
        for (long id = from; id <= to; id++) {
            if (id % 10 == 0) {
                messages.add(TestMessages.deletion(channel(id), id, MessageSource.USER));
            } else if (id % 5 == 0) {
                messages.add(
                        TestMessages.edit(channel(id), id, "edited " + id, SENT.plusSeconds(7), MessageSource.USER));
            }
        }
        return messages;
    }
}
