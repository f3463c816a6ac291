package telegramgateway.mtproto.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import telegramgateway.message.Message;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.mtproto.journal.Journal;

/** Asks the database for messages that the journal no longer remembers. */
final class HistoryLookup {
    private final Journal journal;
    private final DatabaseMemory database;
    private final Patience patience;

    HistoryLookup(Journal journal, DatabaseMemory database, Patience patience) {
        this.journal = journal;
        this.database = database;
        this.patience = patience;
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
            known.put(
                    channel.getKey(),
                    patience.ask(
                            "Reading history waits: nobody can say what is known",
                            () -> known(channel.getKey(), channel.getValue())));
        }
        return known;
    }

    private Map<Long, KnownMessage> known(long channelId, Collection<Long> messageIds) {
        Set<Long> missing = journal.notRemembered(channelId, messageIds);
        Map<Long, KnownMessage> byId = new HashMap<>();
        if (!missing.isEmpty()) {
            database.known(channelId, missing).forEach(state -> byId.put(state.messageId(), state));
        }
        return byId;
    }
}
