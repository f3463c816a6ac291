package telegramgateway.mtproto.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.SENT;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.database.ForwardingRule;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.journal.Forwards.Forward;
import telegramgateway.mtproto.journal.Forwards.State;
import telegramgateway.mtproto.journal.Journal;

class ForwardingTest {
    private static final long DESTINATION = -1_009_000_000_000L;
    private static final long ALBUM = 77;

    @TempDir
    private Path directory;

    private final PosterOnPaper telegram = new PosterOnPaper();
    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private List<Rule> rules =
            List.of(Rule.of(new ForwardingRule(1, CHANNEL, DESTINATION, null, true, SENT.minusSeconds(60))));
    private Journal journal;
    private Forwarding forwarding;
    private long position;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, 1 << 22, new TestClock());
        journal.ready();
        start();
    }

    /** As after a restart. */
    private void start() {
        forwarding = new Forwarding(() -> rules, journal, telegram, Duration.ZERO, 1_000, now::get, metrics);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private MessageEvent event(long messageId, MessageKind kind, @Nullable Long album) {
        position = Math.max(position + 1, TimeUnit.MILLISECONDS.toMicros(SENT.toEpochMilli()));
        Message message = new Message(
                CHANNEL,
                messageId,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                SENT,
                null,
                null,
                SENT,
                MessageSource.USER,
                "test",
                "text",
                List.of(),
                List.of(),
                null,
                album,
                null,
                null,
                null,
                null,
                new TreeMap<>());
        return new MessageEvent(1, position, 0, message.accepted(kind, position), new byte[0]);
    }

    private MessageEvent post(long messageId) {
        return event(messageId, MessageKind.POSTED, null);
    }

    private Forward known(long messageId) {
        return journal.forwards().find(CHANNEL, messageId, DESTINATION).orElseThrow();
    }

    private void assertNotNow(MessageEvent event) {
        assertThatThrownBy(() -> forwarding.take(List.of(event))).isInstanceOf(StoreUnavailableException.class);
    }

    private void takeAll(List<MessageEvent> events) {
        for (int done = 0; done < events.size(); ) {
            done += forwarding.take(events.subList(done, events.size()));
        }
    }

    private double refused() {
        return metrics.get("telegram.forwarded")
                .tag("outcome", "refused")
                .counter()
                .count();
    }

    @Test
    void theEditsOfOnePartHideNoOtherPartOfAnAlbum() {
        List<MessageEvent> events = new ArrayList<>();
        events.add(event(1, MessageKind.POSTED, ALBUM));
        for (int edit = 0; edit < 10; edit++) {
            events.add(event(1, MessageKind.EDITED, ALBUM));
        }
        events.add(event(2, MessageKind.POSTED, ALBUM));
        events.add(event(3, MessageKind.POSTED, ALBUM));
        for (int edit = 0; edit < 10; edit++) {
            events.add(event(1, MessageKind.EDITED, ALBUM));
        }
        takeAll(events);

        assertThat(telegram.copied).containsExactly(1L, 2L, 3L);
        assertThat(telegram.asked("forwardMessages")).isEqualTo(1);
    }

    @Test
    void ofAnAlbumWithMorePartsThanTelegramLetsItHaveNoneIsLost() {
        takeAll(LongStream.rangeClosed(1, 12)
                .map(id -> 13 - id)
                .mapToObj(id -> event(id, MessageKind.POSTED, ALBUM))
                .toList());
        assertThat(telegram.copied).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void whenTelegramGoesAwayBeforeACopyIsSentNothingIsSent() {
        telegram.awayAfter = "getMessages";
        MessageEvent post = post(1);
        assertNotNow(post);
        assertThat(telegram.asked("forwardMessages")).isZero();
        assertThat(journal.forwards().onTheWay()).isEmpty();

        telegram.awayAfter = "";
        telegram.settled = true;
        takeAll(List.of(post));
        assertThat(telegram.copied).containsExactly(1L);
    }

    @Test
    void whatIsAnsweredWhileTelegramIsAwayRefusesNothing() {
        MessageEvent post = post(1);
        for (String method : List.of("getMessages", "forwardMessages", "searchChatMessages")) {
            telegram.settled = true;
            telegram.awayAfter = method;
            telegram.refusals.clear();
            telegram.refuse(method, 400, "Chat not found");
            assertNotNow(post);
        }
        telegram.settled = true;
        telegram.awayAfter = "";
        telegram.refusals.clear();
        takeAll(List.of(post));

        assertThat(telegram.copied).containsExactly(1L);
        assertThat(known(1).state()).isEqualTo(State.SENT);
    }

    @Test
    void whatFailsTimeAndAgainIsGivenUpAfterSomeTriesAndSomeTime() {
        MessageEvent post = post(1);
        telegram.refuse("forwardMessages", 500, "INTERNAL");
        for (int hurried = 0; hurried < 2 * Tries.MAX; hurried++) {
            assertNotNow(post);
        }
        now.addAndGet(Tries.MIN_TIME.toNanos());
        takeAll(List.of(post));
        assertThat(known(1).state()).isEqualTo(State.REFUSED);
        assertThat(known(1).reason()).contains("INTERNAL");
        assertThat(refused()).isEqualTo(1);
        telegram.refusals.clear();
        takeAll(List.of(post, post(2)));

        assertThat(telegram.copied).containsExactly(2L);
    }

    @Test
    void aSlowFailureHasItsTriesToo() {
        MessageEvent post = post(1);
        telegram.refuse("getMessages", 500, "INTERNAL");
        for (int tried = 1; tried < Tries.MAX; tried++) {
            assertNotNow(post);
            now.addAndGet(Tries.MIN_TIME.toNanos());
        }
        takeAll(List.of(post));
        assertThat(known(1).state()).isEqualTo(State.REFUSED);
    }

    @Test
    void whatCannotBeSaidNowCostsNoTry() {
        MessageEvent post = post(1);
        for (int tried = 0; tried < 3 * Tries.MAX; tried++) {
            telegram.settled = tried % 3 > 0;
            telegram.awayAfter = tried % 3 == 1 ? "getMessages" : "";
            telegram.refuse("getMessages", tried % 3 == 2 ? 429 : 500, "retry after 1".repeat(tried % 3 / 2));
            assertNotNow(post);
            now.addAndGet(Tries.MIN_TIME.toNanos());
        }
        telegram.settled = true;
        telegram.refusals.clear();
        takeAll(List.of(post));
        assertThat(telegram.copied).containsExactly(1L);
    }

    @Test
    void aCopyThatIsThereIsFoundBeforeItIsGivenUp() {
        MessageEvent post = post(1);
        AtomicLong sent = new AtomicLong();
        telegram.refusals.put(
                "forwardMessages",
                new PosterOnPaper.Refusal(500, "INTERNAL", () -> sent.incrementAndGet() == Tries.MAX));
        for (int tried = 0; tried < Tries.MAX; tried++) {
            assertNotNow(post);
            now.addAndGet(Tries.MIN_TIME.toNanos());
        }
        takeAll(List.of(post));
        assertThat(known(1).state()).isEqualTo(State.SENT);
        assertThat(telegram.copied).containsExactly(1L);
    }

    @Test
    void whatWasLeftBehindIsDecidedThoughItsRuleIsGone() {
        MessageEvent first = post(1);
        MessageEvent second = post(2);
        telegram.refuse("forwardMessages", 500, "INTERNAL");
        assertNotNow(first);
        telegram.refusals.put("forwardMessages", new PosterOnPaper.Refusal(500, "INTERNAL", () -> true));
        assertNotNow(second);
        telegram.refusals.clear();
        assertThat(journal.forwards().onTheWay()).hasSize(2);

        rules = List.of();
        start();
        takeAll(List.of(first, second));
        assertThat(journal.forwards().onTheWay()).isEmpty();
        assertThat(known(1).state()).isEqualTo(State.REFUSED);
        assertThat(known(1).reason()).isEqualTo("the rule is gone");
        assertThat(known(2).state()).isEqualTo(State.SENT);
    }

    @Test
    void whenARuleIsRemovedBetweenTwoTriesNothingStaysOnItsWay() {
        MessageEvent post = post(1);
        telegram.refuse("forwardMessages", 500, "INTERNAL");
        assertNotNow(post);
        rules = List.of();
        takeAll(List.of(post));
        assertThat(journal.forwards().onTheWay()).isEmpty();
    }
}
