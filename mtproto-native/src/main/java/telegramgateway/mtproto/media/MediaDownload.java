package telegramgateway.mtproto.media;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.delivery.FollowUp;
import telegramgateway.mtproto.telegram.Telegram;

/**
 * Fetches the files of messages that a rule wants. An event is done when its message's index says what became of each
 * file; the index also tells of a repeated event that it is done.
 */
public final class MediaDownload implements FollowUp {
    /** Messages that are asked for together. Until all have ended, TDLib's own copies of their files stay. */
    static final int MESSAGES_AT_ONCE = 16;

    private static final int DOWNLOADS_AT_ONCE = 4;

    private final FileSource source;
    private final MediaRule rule;
    private final FileStore store;
    private final FileIndex index;
    private final Tries tries = new Tries();
    private final MessageFetch fetch;
    private final Duration historyMaxAge;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            DOWNLOADS_AT_ONCE, Thread.ofVirtual().name("media ", 0).factory());
    private final Quiet quiet;

    MediaDownload(
            FileSource source,
            MediaSettings settings,
            Path data,
            InstantSource clock,
            LongSupplier nanoTime,
            MeterRegistry metrics)
            throws IOException {
        this.source = source;
        this.rule = settings.rule();
        this.historyMaxAge = settings.historyMaxAge();
        this.quiet = new Quiet(nanoTime);
        MediaDirectory directory = MediaDirectory.open(settings.directoryIn(data));
        store = FileStore.open(
                directory, settings.maxSize().toBytes(), settings.maxTotal().toBytes(), nanoTime);
        index = new FileIndex(directory);
        fetch = new MessageFetch(source, rule, store, index, tries, new MediaMetrics(store, metrics), clock);
    }

    /**
     * Opens the directory. Nothing is fetched before the first event.
     *
     * @param sessions directory of all sessions
     * @param data the gateway's own directory
     * @throws StoreUnavailableException when the directory cannot be used
     */
    public static MediaDownload open(
            Telegram telegram,
            Path sessions,
            MediaSettings settings,
            Path data,
            InstantSource clock,
            MeterRegistry metrics) {
        try {
            TelegramFiles source = new TelegramFiles(telegram, sessions, clock);
            return new MediaDownload(source, settings, data, clock, System::nanoTime, metrics);
        } catch (IOException | UncheckedIOException e) {
            throw unusable(e);
        }
    }

    private static StoreUnavailableException unusable(Exception e) {
        return new StoreUnavailableException("TELEGRAM_MEDIA_DIR cannot be used: " + e, e);
    }

    /** What is there. */
    public StoredMedia stored() {
        return new StoredMedia(store, index);
    }

    @Override
    public String name() {
        return "media";
    }

    @Override
    public String stage() {
        return "downloaded";
    }

    @Override
    public String outageWarning() {
        return "Files of messages cannot be fetched, their events wait in the journal";
    }

    @Override
    public Duration historyMaxAge() {
        return historyMaxAge;
    }

    @Override
    public int take(List<MessageEvent> events) {
        try {
            return takeSome(events);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private int takeSome(List<MessageEvent> events) throws IOException {
        // Of a message's events the latest: what Telegram has is asked for once.
        Map<String, MessageEvent> asked = new LinkedHashMap<>();
        Map<String, Integer> first = new LinkedHashMap<>();
        int seen = 0;
        for (MessageEvent event : events) {
            if (needsTelegram(event)) {
                String message = MessageFetch.nameOf(event);
                if (asked.size() == MESSAGES_AT_ONCE && !asked.containsKey(message)) {
                    break;
                }
                asked.put(message, event);
                first.putIfAbsent(message, seen);
            }
            seen++;
        }
        Map<String, RuntimeException> failures = asked.isEmpty() ? Map.of() : fetchUnlessQuiet(asked);
        int done = seen;
        RuntimeException failure = null;
        for (Map.Entry<String, RuntimeException> failed : failures.entrySet()) {
            int place = first.getOrDefault(failed.getKey(), 0);
            failure = place < done ? failed.getValue() : failure;
            done = Math.min(done, place);
        }
        if (done == 0 && failure != null) {
            throw failure instanceof StoreUnavailableException
                    ? failure
                    : new StoreUnavailableException(FileSource.words(failure), failure);
        }
        return done;
    }

    /** Whatever is known here is decided here. */
    private boolean needsTelegram(MessageEvent event) throws IOException {
        if (event.message().kind() == MessageKind.DELETED || !FileSource.has(event.message())) {
            return false;
        }
        if (!rule.wanted(event.message()).isEmpty()) {
            return index.read(event.channelId(), event.messageId())
                    .map(files -> files.position() < event.position())
                    .orElse(true);
        }
        if (event.message().kind() == MessageKind.EDITED && isOutdated(event)) {
            index.write(new MessageFiles(event.channelId(), event.messageId(), event.position(), List.of()));
        }
        return false;
    }

    private boolean isOutdated(MessageEvent event) throws IOException {
        return index.read(event.channelId(), event.messageId())
                .filter(files -> files.position() < event.position())
                .isPresent();
    }

    private Map<String, RuntimeException> fetchUnlessQuiet(Map<String, MessageEvent> asked) throws IOException {
        try {
            quiet.requireOver();
        } catch (StoreUnavailableException e) {
            return asked.keySet().stream().collect(Collectors.toMap(message -> message, _ -> e));
        }
        Map<String, RuntimeException> failures = fetch(asked);
        for (RuntimeException failure : failures.values()) {
            if (failure instanceof QuietException wish) {
                quiet.begin(wish.length(), FileSource.words(wish));
            } else if (!(failure instanceof StoreUnavailableException)) {
                quiet.begin(tries.pause(), FileSource.words(failure));
            }
        }
        return failures;
    }

    /** @return by message, why it must come again */
    private Map<String, RuntimeException> fetch(Map<String, MessageEvent> asked) throws IOException {
        Map<String, RuntimeException> failures = new LinkedHashMap<>();
        List<Callable<@Nullable RuntimeException>> work = new ArrayList<>();
        List<String> workers = new ArrayList<>();
        for (List<MessageEvent> chat : byChat(asked)) {
            Map<Long, Decoded.Accepted> found = find(chat, failures);
            for (MessageEvent event : chat) {
                Decoded.Accepted message = found.get(event.messageId());
                if (message != null) {
                    workers.add(MessageFetch.nameOf(event));
                    work.add(() -> run(event, message));
                }
            }
        }
        try {
            List<Future<@Nullable RuntimeException>> ended = threads.invokeAll(work);
            for (int i = 0; i < ended.size(); i++) {
                RuntimeException failure = ended.get(i).get();
                if (failure != null) {
                    failures.put(workers.get(i), failure);
                }
            }
        } catch (InterruptedException | RejectedExecutionException e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new StoreUnavailableException("The gateway is stopping", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            fetch.release();
        }
        return failures;
    }

    private static Iterable<List<MessageEvent>> byChat(Map<String, MessageEvent> asked) {
        return asked.values().stream()
                .collect(Collectors.groupingBy(
                        event -> event.message().account() + ":" + event.channelId(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    /** Asks for messages of one chat; writes down those that cannot be had. */
    private Map<Long, Decoded.Accepted> find(List<MessageEvent> chat, Map<String, RuntimeException> failures)
            throws IOException {
        MessageEvent any = chat.getFirst();
        List<Long> ids = chat.stream().map(MessageEvent::messageId).toList();
        try {
            Map<Long, Decoded.Accepted> found = source.messages(any.message().account(), any.channelId(), ids);
            for (MessageEvent event : chat) {
                if (!found.containsKey(event.messageId())) {
                    fetch.leaveOut(event, FileOutcome.GONE, "Telegram does not have the message any more");
                }
            }
            return found;
        } catch (GoneException e) {
            for (MessageEvent event : chat) {
                fetch.leaveOut(event, FileOutcome.GONE, e.getMessage());
            }
        } catch (StoreUnavailableException e) {
            chat.forEach(event -> failures.put(MessageFetch.nameOf(event), e));
        } catch (RuntimeException e) {
            for (MessageEvent event : chat) {
                String message = MessageFetch.nameOf(event);
                if (tries.failed(message)) {
                    fetch.leaveOut(event, FileOutcome.REFUSED, FileSource.words(e));
                } else {
                    failures.put(message, e);
                }
            }
        }
        return Map.of();
    }

    private @Nullable RuntimeException run(MessageEvent event, Decoded.Accepted found) {
        try {
            fetch.run(event, found);
            return null;
        } catch (IOException e) {
            return unusable(e);
        } catch (RuntimeException e) {
            return e;
        }
    }

    @Override
    public void ping() {
        quiet.requireOver();
        source.requireThere();
    }

    @Override
    public void stop() {
        threads.shutdownNow();
    }
}
