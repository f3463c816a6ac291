package telegramgateway.faults;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;

/**
 * What a source sees in the channels of one row: posts, among them trading signals, edits, and deletions. Every
 * observation is news, so each must become exactly one event; what was written is remembered as the row's oracle.
 */
final class Traffic {
    private static final int CHANNELS = 6;
    private static final int EDITS_PERCENT = 10;
    private static final int DELETIONS_PERCENT = 4;
    private static final int SIGNALS_PERCENT = 3;

    private static final int ODD_PERCENT = 2;
    private static final List<String> ODD = List.of(
            "", "🚀🔥", "مرحبا بالعالم ", "\"quoted\" \\back\\slash\\ ", "line\nbreak\ttab ", "x".repeat(5_000));

    /** Messages that may still be edited or deleted, per channel. */
    private static final int YOUNG_MAX = 50;

    private static final long FIRST_CHANNEL = -1_005_000_000_000L;
    private static final long CHANNELS_OF_A_ROW = 1_000;

    private final List<Long> channels;
    private final SplittableRandom random;
    private final Instant begin;
    private final Map<Long, List<Written>> events = new LinkedHashMap<>();
    private final Map<Long, List<Long>> young = new HashMap<>();
    private final Map<Long, Long> lastId = new HashMap<>();
    private final Deque<String> sayNext = new ArrayDeque<>();
    private long observations;

    Traffic(int row, long seed, Instant begin) {
        random = new SplittableRandom(seed);
        this.begin = begin;
        channels = LongStream.range(0, CHANNELS)
                .mapToObj(channel -> FIRST_CHANNEL - row * CHANNELS_OF_A_ROW - channel)
                .toList();
    }

    List<Long> channels() {
        return channels;
    }

    /** Texts of the posts to come. */
    synchronized void sayNext(String... texts) {
        sayNext.addAll(List.of(texts));
    }

    /** Edits and deletes only what is posted from now on. */
    synchronized void leaveOldOnes() {
        young.clear();
    }

    synchronized List<Message> next(int count) {
        List<Message> next = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            next.add(next());
        }
        return next;
    }

    private Message next() {
        observations++;
        long channel = channels.get(random.nextInt(CHANNELS));
        List<Long> candidates = young.computeIfAbsent(channel, _ -> new ArrayList<>());
        int dice = random.nextInt(100);
        if (!candidates.isEmpty() && dice < DELETIONS_PERCENT) {
            long id = candidates.remove(random.nextInt(candidates.size()));
            return deletion(channel, id);
        }
        if (!candidates.isEmpty() && dice < DELETIONS_PERCENT + EDITS_PERCENT) {
            long id = candidates.get(random.nextInt(candidates.size()));
            return written(channel, id, MessageKind.EDITED, "edit " + observations, at());
        }
        long id = lastId.merge(channel, 1L, Long::sum);
        candidates.add(id);
        if (candidates.size() > YOUNG_MAX) {
            candidates.removeFirst();
        }
        return written(channel, id, MessageKind.POSTED, text(), null);
    }

    private String text() {
        if (!sayNext.isEmpty()) {
            return sayNext.removeFirst();
        }
        int dice = random.nextInt(100);
        if (dice < SIGNALS_PERCENT) {
            return signal();
        }
        return dice < SIGNALS_PERCENT + ODD_PERCENT
                ? ODD.get(random.nextInt(ODD.size())) + observations
                : "post " + observations;
    }

    private String signal() {
        return "COMPRA: PETR4 @ R$ " + (20 + observations % 70) + ",50 - Stop: R$ 10,00 - Alvo: R$ 99,00";
    }

    static boolean isSignal(Written written) {
        return written.text().startsWith("COMPRA");
    }

    /** A millisecond for each observation, so that no two edits of a message bear the same date. */
    private Instant at() {
        return begin.plusMillis(observations);
    }

    private Message deletion(long channel, long id) {
        eventsOf(channel).add(new Written(id, MessageKind.DELETED.jsonName(), ""));
        return Message.deletion(channel, id, at(), at(), MessageSource.USER, "faults");
    }

    private Message written(long channel, long id, MessageKind kind, String text, @Nullable Instant editedAt) {
        eventsOf(channel).add(new Written(id, kind.jsonName(), text));
        return new Message(
                channel,
                id,
                Message.UNACCEPTED,
                kind,
                begin,
                editedAt,
                null,
                at(),
                MessageSource.USER,
                "faults",
                text,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>());
    }

    private List<Written> eventsOf(long channel) {
        return events.computeIfAbsent(channel, _ -> new ArrayList<>());
    }

    /** Every event of a channel, in the order in which it was observed. */
    synchronized List<Written> events(long channel) {
        return List.copyOf(eventsOf(channel));
    }

    /** The last event of each of a channel's messages. */
    synchronized Map<Long, Written> latest(long channel) {
        Map<Long, Written> latest = new TreeMap<>();
        eventsOf(channel).forEach(written -> latest.put(written.messageId(), written));
        return latest;
    }

    synchronized long size() {
        return observations;
    }
}
