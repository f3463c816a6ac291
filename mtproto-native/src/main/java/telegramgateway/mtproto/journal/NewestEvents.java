package telegramgateway.mtproto.journal;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.MessageEvent;

/**
 * The events that were appended last, as they were before they became bytes: every target that keeps up would decode
 * each of them once more. The file decides what an entry is; these only spare the decoding. Safe for use by many
 * threads.
 */
final class NewestEvents {

    /** Together at most some 8 MB of JSON, and as much again decoded. */
    private static final int MAX = 4_096;

    private static final int JSON_MAX_BYTES = 2_048;

    /** By sequence number, which grows by one from event to event. */
    private final AtomicReferenceArray<@Nullable MessageEvent> events = new AtomicReferenceArray<>(MAX);

    void add(Collection<MessageEvent> appended) {
        for (MessageEvent event : appended) {
            events.set(slot(event.sequence()), event.json().length <= JSON_MAX_BYTES ? event : null);
        }
    }

    /** The event that an entry of the file is. */
    MessageEvent of(EntryTable.Entry entry) {
        MessageEvent newest = events.get(slot(entry.sequence()));
        return newest != null && isSame(newest, entry) ? newest : entry.event();
    }

    private static boolean isSame(MessageEvent event, EntryTable.Entry entry) {
        return event.sequence() == entry.sequence()
                && event.position() == entry.position()
                && event.previous() == entry.previous()
                && Arrays.equals(event.json(), entry.json());
    }

    private static int slot(long sequence) {
        return (int) Math.floorMod(sequence, (long) MAX);
    }
}
