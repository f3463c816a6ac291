package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.cache.CacheOptions;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.TestServers;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.intake.Outcome;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.ParkedEvent;
import telegramgateway.mtproto.journal.TargetBooks;

/** The gateway without its sources, on real servers, and what it has accepted over all of its lives. */
final class GatewayOnServers implements AutoCloseable {
    private static final long JOURNAL_MAX_BYTES = 64 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    final TestClock clock = new TestClock();
    final List<MessageEvent> accepted = Collections.synchronizedList(new ArrayList<>());
    final MessageCache cache;
    final TestServers servers;
    private final Path directory;
    private final MessageDatabase database;
    private final @Nullable BusOutlet bus;
    private final long journalMaxBytes;
    private Journal journal;
    private Intake intake;
    private Delivery delivery;

    GatewayOnServers(Path directory, TestServers servers, LocalRedis redis) {
        this(directory, servers, redis, null);
    }

    /** @param bus null when it is switched off */
    GatewayOnServers(Path directory, TestServers servers, LocalRedis redis, @Nullable BusOutlet bus) {
        this(directory, servers, redis, bus, JOURNAL_MAX_BYTES);
    }

    GatewayOnServers(
            Path directory, TestServers servers, LocalRedis redis, @Nullable BusOutlet bus, long journalMaxBytes) {
        this.journalMaxBytes = journalMaxBytes;
        this.bus = bus;
        this.directory = directory;
        this.servers = servers;
        database = new MessageDatabase(servers.dataSource());
        // By the true time, as it says how long to wait before connecting again.
        cache = MessageCache.connect(CacheOptions.of(redis.url()), InstantSource.system());
        openJournal();
        startDelivery();
    }

    private void openJournal() {
        journal = Journal.open(directory, journalMaxBytes, clock);
        intake = new Intake(
                journal, database::known, new IntakeBooks(new SimpleMeterRegistry()), new SplittableRandom(1));
    }

    private void startDelivery() {
        delivery = Delivery.start(
                journal,
                database,
                cache,
                bus,
                null,
                List.of(),
                clock,
                new SplittableRandom(2),
                new SimpleMeterRegistry());
    }

    /** What is accepted from now on waits for the next start. */
    void stopDelivery() {
        delivery.close();
    }

    /** Ends the process in an orderly way. */
    void stop() {
        intake.close();
        stopDelivery();
        journal.close();
    }

    void start() {
        openJournal();
        startDelivery();
    }

    Journal journal() {
        return journal;
    }

    /** Hands over live observations and waits until each is decided. */
    List<Outcome> submit(List<Message> messages) {
        List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        try {
            for (Message message : messages) {
                intake.submit(message, outcomes::add);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return decided(messages, outcomes);
    }

    /** The same for observations that come from a file or from Telegram's history. */
    List<Outcome> submitHistory(List<Message> messages) {
        List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        try {
            intake.submitHistory(messages, _ -> {}, outcomes::add);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return decided(messages, outcomes);
    }

    private List<Outcome> decided(List<Message> messages, List<Outcome> outcomes) {
        await().pollInterval(LOOK).atMost(PATIENCE).until(() -> outcomes.size() == messages.size());
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Accepted news) {
                accepted.add(news.event());
            }
        }
        return outcomes;
    }

    /** Takes channels, or all when none is named. */
    Map<Long, Long> takeOver(Long... channelIds) {
        return new ChannelTakeover(journal, database, cache).take(List.of(channelIds));
    }

    TargetBooks books(String target) {
        return journal.targets().books().stream()
                .filter(books -> books.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    List<ParkedEvent> parked() {
        return journal.targets().parked(100);
    }

    List<ParkedEvent> parked(int limit) {
        return journal.targets().parked(limit);
    }

    /** What is wrong with a target; {@code none} when nothing is. */
    String problem(String target) {
        return delivery.status().stream()
                .filter(status -> status.target().equals(target))
                .map(status -> status.problem() == null ? "none" : status.problem())
                .findFirst()
                .orElseThrow();
    }

    void awaitDelivered() {
        awaitDelivered(CacheTarget.NAME);
        awaitDelivered(DatabaseTarget.NAME);
    }

    void awaitDelivered(String target) {
        await(target + " to be delivered")
                .pollInterval(LOOK)
                .atMost(PATIENCE)
                .until(() -> books(target).pending() == 0);
    }

    /** Looks until what the check says is true. */
    void eventually(Runnable check) {
        await().pollInterval(LOOK).atMost(PATIENCE).untilAsserted(check::run);
    }

    /** The books of every target balance, and agree with what the database has counted itself. */
    void assertThatTheBooksBalance() {
        assertThat(journal.targets().books())
                .allMatch(TargetBooks::balanced)
                .extracting(TargetBooks::target)
                .containsAll(
                        delivery.status().stream().map(TargetStatus::target).toList());
        assertThat(servers.number("SELECT sum(applied) FROM telegram_gateway.delivery_cursors WHERE journal_id = '"
                        + journal.state().id() + "'"))
                .isEqualTo(books(DatabaseTarget.NAME).delivered());
    }

    @Override
    public void close() {
        stop();
        cache.close();
    }
}
