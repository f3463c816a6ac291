package telegramgateway.mtproto.delivery;

import static org.awaitility.Awaitility.await;
import static telegramgateway.mtproto.TestMessages.post;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetBooks;
import telegramgateway.mtproto.journal.TargetLane;
import telegramgateway.mtproto.push.EndpointOnLoopback;
import telegramgateway.mtproto.push.Push;
import telegramgateway.mtproto.push.PushOptions;
import telegramgateway.mtproto.push.Recovery;
import telegramgateway.mtproto.retry.Backoff;
import telegramgateway.service.settings.Secret;

/** A journal and its push target, with short pauses, over all of their lives. */
@SuppressWarnings("NullAway.Init") // opened after it was made
final class PushingGateway implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofMillis(400);
    static final Duration OPEN_FOR = Duration.ofMillis(300);
    private static final Duration RETRY_DELAY = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final long JOURNAL_MAX_BYTES = 64 << 20;

    final TestClock clock = new TestClock();
    final List<MessageEvent> accepted = new ArrayList<>();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Path queueFile;
    private final Path directory;
    private final List<URI> endpoints;
    private final AtomicLong message = new AtomicLong();
    private PushOptions options;
    private Journal journal;
    private Push push;
    private TargetHealth health;
    private CountDownLatch stopping;
    private Target target;
    private Thread lane;
    private boolean opened;

    PushingGateway(Path directory, URI... endpoints) {
        this.directory = directory;
        this.endpoints = Arrays.asList(endpoints);
        this.queueFile = directory.resolve("queue.jsonl");
        this.options = options(3, 100 << 20);
    }

    PushOptions options(int retries, long queueMaxBytes) {
        Secret token = Secret.of(EndpointOnLoopback.TOKEN);
        return new PushOptions(
                endpoints,
                token,
                TIMEOUT,
                retries,
                RETRY_DELAY,
                OPEN_FOR,
                Long.MAX_VALUE,
                Duration.ofDays(1),
                queueFile,
                queueMaxBytes);
    }

    PushingGateway with(PushOptions other) {
        options = other;
        return this;
    }

    /** Opens the journal, and the target once it is asked to {@link #run}. */
    PushingGateway open() {
        opened = true;
        journal = Journal.open(directory, JOURNAL_MAX_BYTES, clock);
        journal.ready();
        push = Push.open(options, clock, metrics);
        target = new PushTarget(push, journal, new HistoryLimit(options.historyMaxAge(), clock));
        List<TargetLane> lanes = List.of(journal.targets().startWithShare(target.name(), target.firstPosition()));
        health = new TargetHealth(target, clock, metrics.timer("since"), metrics);
        health.worked(JournalStart.NAME);
        TargetRun run = new TargetRun(target, lanes, health, new CountDownLatch(1));
        run.open();
        stopping = new CountDownLatch(1);
        Backoff backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), new SplittableRandom(1));
        // Never asked: the journal has room for all.
        PastEvents past = new PastEvents(new MessageDatabase(new PGSimpleDataSource()), journal, lanes.getFirst());
        lane = Thread.ofVirtual()
                .unstarted(new LaneRun(
                        run, lanes.getFirst(), journal, past, backoff, stopping, new Ticker(System::nanoTime)));
        return this;
    }

    PushingGateway run() {
        lane.start();
        return this;
    }

    PushingGateway start() {
        return open().run();
    }

    void stop() {
        stopping.countDown();
        target.stop();
        try {
            if (!lane.join(Duration.ofSeconds(2))) {
                lane.interrupt();
                lane.join();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        push.close();
        journal.close();
        opened = false;
    }

    void restart() {
        stop();
        start();
    }

    /** So many events of each channel, mixed. */
    List<MessageEvent> append(int count, long... channels) {
        List<MessageEvent> events = journal.append(append -> {
            List<MessageEvent> appended = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                for (long channel : channels) {
                    var post = post(channel, message.incrementAndGet(), "text \"of\" a\nmessage ü");
                    appended.add(append.append(post, post.kind(), MessageJson.contentHash(post), null));
                }
            }
            return appended;
        });
        accepted.addAll(events);
        return events;
    }

    Push push() {
        return push;
    }

    Journal journal() {
        return journal;
    }

    TargetLane lane() {
        return new TargetLane(PushTarget.NAME, TargetLane.ALL);
    }

    TargetBooks books() {
        return journal.targets().books().getFirst();
    }

    String problem() {
        String problem = health.problem();
        return problem == null ? "none" : problem;
    }

    double count(String name, String... tags) {
        return metrics.get(name).tags(tags).counter().count();
    }

    void recover() {
        push.recovery().ask();
    }

    /** State of the latest run, and how many events were recovered, refused and kept. */
    String recovery() {
        Recovery.Progress progress = push.recovery().progress();
        return progress.state() + " " + progress.recovered() + " " + progress.refused() + " " + progress.kept();
    }

    void eventually(Runnable check) {
        await().pollInterval(LOOK).atMost(PATIENCE).untilAsserted(check::run);
    }

    List<Long> positions(long channel) {
        return accepted.stream()
                .filter(event -> event.channelId() == channel)
                .map(MessageEvent::position)
                .toList();
    }

    @Override
    public void close() {
        if (opened) {
            stop();
        }
    }
}
