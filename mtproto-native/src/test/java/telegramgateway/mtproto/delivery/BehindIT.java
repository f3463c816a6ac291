package telegramgateway.mtproto.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.TestMessages.post;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.TestServers;
import telegramgateway.mtproto.journal.TargetLane;
import telegramgateway.mtproto.retry.Backoff;

/**
 * A target that is dead for longer than its share of the journal lasts, on a database that another gateway uses too.
 */
class BehindIT {
    private static final TestServers SERVERS = TestServers.onSharedPostgres();
    private static final long JOURNAL_BYTES = 4 << 20;
    private static final String REFUSED_TEXT = "refused";
    private static final int GROUP = 100;
    private static final int GROUPS = 20;

    @TempDir
    private Path directory;

    private final TargetOnPaper target = new TargetOnPaper();
    private final Posts posts = new Posts();
    private final Posts otherPosts = new Posts();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private CountDownLatch stopping = new CountDownLatch(1);
    private GatewayOnServers gateway;
    private GatewayOnServers other;
    private TargetHealth health;
    private @Nullable Thread thread;
    private long next = 1;

    @BeforeAll
    static void refuseInDatabase() {
        SERVERS.execute("ALTER TABLE telegram_gateway.messages ADD CHECK (text <> '" + REFUSED_TEXT + "')");
    }

    @BeforeEach
    void start() {
        gateway = gateway("gateway");
        other = gateway("other");
        target.hasShare = true;
        health = new TargetHealth(target, gateway.clock, metrics.timer("since"), metrics);
        health.worked(JournalStart.NAME);
        gateway.submit(posts.posts(1_000_000, 1_000_000));
        gateway.awaitDelivered();
    }

    private GatewayOnServers gateway(String name) {
        return new GatewayOnServers(directory.resolve(name), SERVERS, LocalRedis.shared(), null, JOURNAL_BYTES);
    }

    @AfterEach
    void close() throws InterruptedException {
        stopLane();
        gateway.close();
        other.close();
    }

    private TargetLane switchOn(long position) {
        return gateway.journal().targets().startWithShare(target.name(), position);
    }

    private void startLane(TargetLane lane) {
        stopping = new CountDownLatch(1);
        TargetRun run = new TargetRun(target, List.of(lane), health, new CountDownLatch(0));
        PastEvents past = new PastEvents(new MessageDatabase(SERVERS.dataSource()), gateway.journal(), lane);
        Backoff backoff = new Backoff(Duration.ofMillis(2), Duration.ofMillis(20), new SplittableRandom(1));
        thread = Thread.ofVirtual()
                .start(new LaneRun(
                        run, lane, gateway.journal(), past, backoff, stopping, new Ticker(System::nanoTime)));
    }

    private void stopLane() throws InterruptedException {
        stopping.countDown();
        if (thread != null) {
            thread.join();
        }
    }

    /** Both gateways are busy; what one has accepted, its database has. */
    private void traffic() {
        for (int group = 0; group < GROUPS; group++) {
            long from = next;
            next += GROUP;
            gateway.submit(LongStream.range(from, next)
                    .mapToObj(id -> post(posts.channel(id), id, "a".repeat(2_000) + '\0'))
                    .toList());
            gateway.submit(posts.traffic(from, next - 1).subList(GROUP, GROUP + GROUP / 5));
            other.submit(otherPosts.traffic(from, next - 1));
            gateway.awaitDelivered();
            gateway.journal().prune();
        }
        other.awaitDelivered();
    }

    private void awaitPaper() {
        gateway.eventually(
                () -> assertThat(gateway.books(target.name()).pending()).isZero());
        gateway.eventually(() -> assertThat(health.behind()).isZero());
    }

    private List<String> accepted(int from) {
        return gateway.accepted.stream()
                .sorted((a, b) -> Long.compare(a.position(), b.position()))
                .skip(from)
                .map(event -> new String(event.json(), UTF_8))
                .toList();
    }

    private void refuse() {
        target.onDelivery = _ -> {
            throw new StoreUnavailableException("dead", new IllegalStateException());
        };
    }

    @Test
    void itGetsWhatItLacksFromTheDatabaseAndThenGoesOnFromTheJournal() {
        refuse();
        startLane(switchOn(Long.MAX_VALUE));
        traffic();
        gateway.eventually(() -> assertThat(health.behind()).isPositive());
        assertThat(gateway.books(target.name()).behind()).isPositive();
        assertThat(gateway.books(target.name()).balanced()).isTrue();
        assertThat(gateway.journal().isFull()).isFalse();

        target.onDelivery = _ -> {};
        traffic();
        awaitPaper();

        assertThat(target.json()).containsExactlyElementsOf(accepted(1));
        assertThat(health.problem()).isNull();
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void whatIsPrunedWhileItIsBehindComesFromTheDatabaseAsWell() throws InterruptedException {
        refuse();
        TargetLane lane = switchOn(Long.MAX_VALUE);
        startLane(lane);
        traffic();
        CountDownLatch some = new CountDownLatch(3);
        target.onDelivery = _ -> some.countDown();
        some.await();
        stopLane();
        traffic();
        startLane(lane);
        awaitPaper();

        assertThat(target.json()).containsExactlyElementsOf(accepted(1));
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void whatItRefusesForGoodIsParkedAndNotAskedForAgain() {
        TargetLane lane = switchOn(Long.MAX_VALUE);
        traffic();
        String refused = accepted(1).get(7);
        target.onDelivery = run -> {
            if (run.events().stream().anyMatch(event -> new String(event.json(), UTF_8).equals(refused))) {
                throw new EventRefusedException("no");
            }
        };
        startLane(lane);
        awaitPaper();

        assertThat(target.json())
                .doesNotContain(refused)
                .doesNotHaveDuplicates()
                .hasSize(accepted(1).size() - 1);
        assertThat(gateway.books(target.name()).parked()).isEqualTo(1);
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void whatTheDatabaseRefusedComesFromWhereItIsParked() {
        TargetLane lane = switchOn(Long.MAX_VALUE);
        gateway.submit(List.of(post(posts.channel(next), next, REFUSED_TEXT)));
        next++;
        traffic();
        assertThat(gateway.books(DatabaseTarget.NAME).parked()).isEqualTo(1);
        startLane(lane);
        awaitPaper();

        assertThat(target.json()).containsExactlyElementsOf(accepted(1));
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void whatTheDatabaseHasNoMoreIsAnErrorWithACountAndNeverAJump() throws InterruptedException {
        TargetLane lane = switchOn(Long.MAX_VALUE);
        traffic();
        long lacking = gateway.books(target.name()).behind();
        MessageEvent dropped = gateway.accepted.get(100);
        SERVERS.execute("DELETE FROM telegram_gateway.message_events WHERE position = " + dropped.position()
                + " AND channel_id = " + dropped.channelId());
        startLane(lane);
        gateway.eventually(() -> assertThat(health.problem()).contains("events that are no longer in the journal"));

        assertThat(lacking).isGreaterThan(500);
        assertThat(target.runs).isEmpty();
        assertThat(gateway.journal().targets().cursor(lane).position())
                .isLessThan(
                        gateway.journal().targets().behind(lane).orElseThrow().upTo());
        assertThat(gateway.books(target.name()).behind()).isPositive();
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void whatIsSwitchedOnWithTheOldestGetsAllThatTheDatabaseHasOfThisGateway() {
        traffic();
        TargetLane bus = switchOn(Long.MAX_VALUE);
        traffic();
        gateway.journal().targets().keepOnly(List.of(CacheTarget.NAME, DatabaseTarget.NAME));
        assertThat(gateway.journal().targets().books())
                .extracting(books -> books.target())
                .doesNotContain(bus.target());

        startLane(switchOn(0));
        awaitPaper();
        assertThat(target.json()).containsExactlyElementsOf(accepted(0));
        gateway.assertThatTheBooksBalance();
    }

    @Test
    void whatIsSwitchedOnWithAPositionGetsWhatComesAfterIt() {
        traffic();
        traffic();
        startLane(switchOn(gateway.accepted.get(41).position()));
        awaitPaper();

        assertThat(target.json()).containsExactlyElementsOf(accepted(42));
        gateway.assertThatTheBooksBalance();
    }
}
