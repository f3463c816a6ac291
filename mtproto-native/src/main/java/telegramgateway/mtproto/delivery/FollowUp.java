package telegramgateway.mtproto.delivery;

import java.time.Duration;
import java.util.List;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * What the gateway does at Telegram itself because of an event, such as fetching a message's files. It gets the events
 * that come after it was switched on, in order and on one thread. After a failure or a crash some come again.
 */
public interface FollowUp {

    /** The target's name in the books, in metrics and in the journal. Never to be changed. */
    String name();

    /** What has happened to an event that is done, for {@code message_stage_seconds}. */
    String stage();

    /** The warning for the log, once per outage. */
    String outageWarning();

    /** Bulk history is left out where its messages are older; zero for none of it. */
    Duration historyMaxAge();

    /**
     * Returns once some of the events, from the first on, are done for good, whether they needed anything or not.
     *
     * @param events at least one
     * @return how many are done; the others come again at once, with what has come since. 0 after a short wait only:
     *     when the first needs what may be just behind it
     * @throws StoreUnavailableException when the first cannot be done now: all come again later
     */
    int take(List<MessageEvent> events);

    /** @throws StoreUnavailableException while nothing could be done */
    void ping();

    /** The gateway is stopping: ends waits. */
    void stop();
}
