package telegramgateway.mtproto.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.retry.Backoff;

/** Asks the database for messages that the journal no longer remembers. */
final class HistoryLookup {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryLookup.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_CAP = Duration.ofSeconds(10);

    private final Journal journal;
    private final DatabaseMemory database;
    private final RandomGenerator random;
    private final CountDownLatch closing;

    HistoryLookup(Journal journal, DatabaseMemory database, RandomGenerator random, CountDownLatch closing) {
        this.journal = journal;
        this.database = database;
        this.random = random;
        this.closing = closing;
    }

    /**
     * What the database knows of those messages that the journal does not remember, by channel and message id. Waits
     * while it is away.
     */
    Map<Long, Map<Long, KnownMessage>> known(List<Message> messages) throws InterruptedException {
        Map<Long, Set<Long>> ids = new HashMap<>();
        for (Message message : messages) {
            ids.computeIfAbsent(message.channelId(), _ -> new HashSet<>()).add(message.messageId());
        }
        Map<Long, Map<Long, KnownMessage>> known = new HashMap<>();
        for (Map.Entry<Long, Set<Long>> channel : ids.entrySet()) {
            known.put(channel.getKey(), known(channel.getKey(), channel.getValue()));
        }
        return known;
    }

    private Map<Long, KnownMessage> known(long channelId, Collection<Long> messageIds) throws InterruptedException {
        Set<Long> missing = journal.notRemembered(channelId, messageIds);
        Map<Long, KnownMessage> byId = new HashMap<>();
        if (!missing.isEmpty()) {
            ask(channelId, missing).forEach(state -> byId.put(state.messageId(), state));
        }
        return byId;
    }

    private List<KnownMessage> ask(long channelId, Set<Long> messageIds) throws InterruptedException {
        Backoff backoff = new Backoff(RETRY_FIRST, RETRY_CAP, random);
        boolean told = false;
        while (true) {
            try {
                return database.known(channelId, messageIds);
            } catch (StoreUnavailableException e) {
                if (!told) {
                    LOG.warn("Reading history waits: the database cannot say what is known ({})", e.getMessage());
                    told = true;
                }
                if (closing.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IntakeClosedException();
                }
            }
        }
    }
}
