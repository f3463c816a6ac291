package telegramgateway.mtproto.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import telegramgateway.message.Message;
import telegramgateway.message.MessageSource;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.mtproto.export.ExportException;
import telegramgateway.mtproto.export.ExportListener;
import telegramgateway.mtproto.export.ExportOptions;
import telegramgateway.mtproto.export.ExportReader;
import telegramgateway.mtproto.export.ExportedChat;
import telegramgateway.mtproto.export.Rejection;

/** Compares an export file with what is stored. Holds a bounded number of its messages at a time. */
final class ExportAudit implements ExportListener {
    /** Messages that are looked up at once. */
    private static final int AT_ONCE = 1_000;

    /** Intervals that are read at once. */
    private static final int INTERVALS_AT_ONCE = 1_000;

    private final MessageDatabase database;
    private final Map<Long, ChatAudit> chats = new LinkedHashMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final List<Message> waiting = new ArrayList<>();

    private ExportAudit(MessageDatabase database) {
        this.database = database;
    }

    /**
     * What became of a file's messages.
     *
     * @param rejected entries that are no messages, by reason
     */
    record Result(List<ChatAudit> chats, Map<String, Long> rejected) {
        boolean isClean() {
            return chats.stream().allMatch(ChatAudit::isClean);
        }
    }

    /**
     * Reads the whole file.
     *
     * @param zone of an old export's local times
     * @throws ExportException when it is no export, or damaged
     */
    static Result of(Path file, ZoneId zone, MessageDatabase database) throws IOException, ExportException {
        ExportAudit audit = new ExportAudit(database);
        // The time of receipt is not compared.
        InstantSource noTime = InstantSource.fixed(Instant.EPOCH);
        try (InputStream in = Files.newInputStream(file)) {
            new ExportReader(in, new ExportOptions(zone, MessageSource.IMPORT, noTime)).read(audit);
        }
        audit.compare();
        return new Result(List.copyOf(audit.chats.values()), audit.rejected);
    }

    @Override
    public void chat(ExportedChat chat) {
        if (!chat.isRefused()) {
            chats.putIfAbsent(chat.channelId(), new ChatAudit(chat));
        }
    }

    @Override
    public void message(Message message) {
        boolean other = !waiting.isEmpty() && waiting.getFirst().channelId() != message.channelId();
        if (other || waiting.size() == AT_ONCE) {
            compare();
        }
        waiting.add(message);
    }

    @Override
    public void rejected(Rejection rejection) {
        rejected.merge(rejection.reason().jsonName(), 1L, Long::sum);
    }

    private void compare() {
        if (waiting.isEmpty()) {
            return;
        }
        long channelId = waiting.getFirst().channelId();
        ChatAudit chat = chats.get(channelId);
        if (chat == null) {
            throw new IllegalStateException("A message of a chat that has not begun");
        }
        Map<Long, KnownMessage> stored = new HashMap<>();
        database.known(channelId, waiting.stream().map(Message::messageId).toList())
                .forEach(known -> stored.put(known.messageId(), known));
        NavigableSet<Long> absent = new TreeSet<>();
        for (Message message : waiting) {
            KnownMessage known = stored.get(message.messageId());
            if (known == null) {
                absent.add(message.messageId());
            } else {
                chat.stored(message, known);
            }
        }
        excuse(chat, channelId, absent);
        absent.forEach(chat::missing);
        waiting.clear();
    }

    /** Takes out those of which the ledger knows why they are not stored. */
    private void excuse(ChatAudit chat, long channelId, NavigableSet<Long> absent) {
        if (absent.isEmpty() || !CoverageInterval.applies(channelId)) {
            return;
        }
        long from = Math.max(1, absent.getFirst());
        long last = absent.getLast();
        while (from <= last) {
            List<CoverageInterval> intervals = database.coverage(channelId, from, last, INTERVALS_AT_ONCE);
            for (CoverageInterval interval : intervals) {
                if (chat.isExcused(interval)) {
                    chat.excused(interval, absent.subSet(interval.lo(), true, interval.hi(), true));
                }
            }
            from = intervals.isEmpty() ? Long.MAX_VALUE : intervals.getLast().hi() + 1;
        }
    }
}
