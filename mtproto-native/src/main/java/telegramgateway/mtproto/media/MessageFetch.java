package telegramgateway.mtproto.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.MessageFile;

/** Gets the files of one message and writes down which it has. Safe for use by several threads. */
final class MessageFetch {
    private static final Logger LOG = LoggerFactory.getLogger(MessageFetch.class);

    private final FileSource source;
    private final MediaRule rule;
    private final FileStore store;
    private final FileIndex index;
    private final Tries tries;
    private final MediaMetrics metrics;
    private final InstantSource clock;
    private final Queue<Copy> copies = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean saidFull = new AtomicBoolean();

    /** One of the source's own. */
    private record Copy(String account, MessageFile file) {}

    MessageFetch(
            FileSource source,
            MediaRule rule,
            FileStore store,
            FileIndex index,
            Tries tries,
            MediaMetrics metrics,
            InstantSource clock) {
        this.source = source;
        this.rule = rule;
        this.store = store;
        this.index = index;
        this.tries = tries;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Where its tries are counted. */
    static String nameOf(MessageEvent event) {
        return event.channelId() + ":" + event.messageId() + ":";
    }

    /** Nothing of it can be had: says why in the index. */
    void leaveOut(MessageEvent event, FileOutcome why, @Nullable String reason) throws IOException {
        List<MessageFiles.Entry> entries = new ArrayList<>();
        Map<FileOutcome, Integer> outcomes = new EnumMap<>(FileOutcome.class);
        for (MediaRule.Wanted wanted : rule.wanted(event.message())) {
            entries.add(leftOut(event, wanted, why, reason));
            outcomes.merge(why, 1, Integer::sum);
        }
        write(event, entries, outcomes);
    }

    /**
     * Gets what the message has now and the event's readers may not have.
     *
     * @param found the message as it is now
     * @throws RuntimeException as of {@link FileSource}, when it must come again
     */
    void run(MessageEvent event, Decoded.Accepted found) throws IOException {
        List<MediaRule.Wanted> places = rule.wanted(found.message());
        if (places.isEmpty()) {
            leaveOut(event, FileOutcome.GONE, "The message has no such file any more");
            return;
        }
        Optional<MessageFiles> before = index.read(event.channelId(), event.messageId());
        List<MessageFiles.Entry> entries = new ArrayList<>();
        Map<FileOutcome, Integer> outcomes = new EnumMap<>(FileOutcome.class);
        for (MediaRule.Wanted wanted : places) {
            Optional<MessageFile> file = found.files().stream()
                    .filter(each -> each.photo() == wanted.photo())
                    .findFirst();
            Optional<MessageFiles.Entry> kept = before.flatMap(
                    files -> files.kept(file.map(MessageFile::uniqueId).orElse(null)));
            entries.add(
                    kept.isPresent()
                            ? kept.get().at(wanted.place())
                            : entry(event, wanted, file.orElse(null), outcomes));
        }
        write(event, entries, outcomes);
    }

    private MessageFiles.Entry entry(
            MessageEvent event, MediaRule.Wanted wanted, @Nullable MessageFile file, Map<FileOutcome, Integer> outcomes)
            throws IOException {
        String what = nameOf(event) + wanted.place();
        FileOutcome outcome;
        String reason = null;
        try {
            if (file == null) {
                throw new GoneException("Telegram does not offer it");
            }
            FileStore.Put put = fetch(event.message().account(), file);
            outcome = put.outcome();
            if (!put.sha256().isEmpty()) {
                outcomes.merge(outcome, 1, Integer::sum);
                return MessageFiles.Entry.kept(wanted, file, put.sha256(), put.size(), clock.instant());
            }
        } catch (GoneException e) {
            outcome = FileOutcome.GONE;
            reason = e.getMessage();
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!tries.failed(what)) {
                throw e;
            }
            outcome = FileOutcome.REFUSED;
            reason = FileSource.words(e);
        }
        outcomes.merge(outcome, 1, Integer::sum);
        return leftOut(event, wanted, outcome, reason);
    }

    private FileStore.Put fetch(String account, MessageFile file) throws IOException {
        if (store.isTooLarge(file.size())) {
            return new FileStore.Put(FileOutcome.TOO_LARGE, "", file.size());
        }
        if (!store.hasRoom(file.size())) {
            return new FileStore.Put(FileOutcome.FULL, "", file.size());
        }
        Path copy = source.download(account, file);
        copies.add(new Copy(account, file));
        try {
            FileStore.Put put = store.put(copy);
            metrics.fetched(put.size());
            return put;
        } catch (NoSuchFileException e) {
            if (copy.toString().equals(e.getFile())) {
                // Somebody has cleared it away: no reason to doubt our own directory.
                throw new UncheckedIOException("The copy of TDLib is gone", e);
            }
            throw e;
        }
    }

    private MessageFiles.Entry leftOut(
            MessageEvent event, MediaRule.Wanted wanted, FileOutcome why, @Nullable String reason) {
        switch (why) {
            case FULL -> {
                if (saidFull.compareAndSet(false, true)) {
                    LOG.warn(
                            "The files that are kept take {} bytes: those that go beyond TELEGRAM_MEDIA_MAX_TOTAL are"
                                    + " left out. Raise it and restart, or remove files that nobody needs, which is noticed"
                                    + " within {} s.",
                            store.bytes(),
                            FileStore.COUNT_EVERY.toSeconds());
                }
            }
            case REFUSED ->
                LOG.warn(
                        "{} of message {} cannot be had and is left out after {} tries: {}",
                        wanted.place(),
                        event,
                        Tries.MAX,
                        reason);
            default -> LOG.debug("{} of message {} is left out: {}", wanted.place(), event, why);
        }
        return MessageFiles.Entry.leftOut(wanted, why, reason);
    }

    private void write(MessageEvent event, List<MessageFiles.Entry> entries, Map<FileOutcome, Integer> outcomes)
            throws IOException {
        index.write(new MessageFiles(event.channelId(), event.messageId(), event.position(), entries));
        tries.forget(nameOf(event));
        outcomes.forEach(metrics::counted);
    }

    /** To be called when nothing is being fetched: two messages may share a copy. */
    void release() {
        for (Copy copy = copies.poll(); copy != null; copy = copies.poll()) {
            source.release(copy.account(), copy.file());
        }
    }
}
