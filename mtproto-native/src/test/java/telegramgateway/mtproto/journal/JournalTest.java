package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.OTHER_CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.mtproto.TestClock;

class JournalTest {
    private static final long MAX_BYTES = 8 << 20;
    private static final TargetLane ALL = new TargetLane("cache", TargetLane.ALL);

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, MAX_BYTES, clock);
        journal.ready();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private List<MessageEvent> append(Message... messages) {
        return journal.append(append -> {
            List<MessageEvent> events = new ArrayList<>();
            for (Message message : messages) {
                events.add(append.append(
                        message,
                        message.kind(),
                        MessageJson.contentHash(message),
                        append.known(message.channelId(), message.messageId())));
            }
            return events;
        });
    }

    private void reopen() {
        journal.close();
        journal = Journal.open(directory, MAX_BYTES, clock);
    }

    private long micros() {
        return clock.instant().toEpochMilli() * 1000;
    }

    @Test
    void positionsFollowTheClockAndIncreaseWithinTheSameInstant() {
        List<MessageEvent> events = append(post(CHANNEL, 1, "a"), post(CHANNEL, 2, "b"));

        assertThat(events).extracting(MessageEvent::position).containsExactly(micros(), micros() + 1);
        assertThat(events).extracting(MessageEvent::sequence).containsExactly(1L, 2L);
    }

    @Test
    void positionsKeepIncreasingWhenTheClockJumpsBack() {
        long first = append(post(CHANNEL, 1, "a")).getFirst().position();
        clock.move(Duration.ofMinutes(-10));
        reopen();

        assertThat(append(post(CHANNEL, 2, "b")).getFirst().position()).isEqualTo(first + 1);
    }

    @Test
    void eachEventNamesTheChannelsPreviousOne() {
        List<MessageEvent> events = append(post(CHANNEL, 1, "a"), post(OTHER_CHANNEL, 1, "b"), post(CHANNEL, 2, "c"));
        reopen();
        MessageEvent next = append(post(OTHER_CHANNEL, 2, "d")).getFirst();

        assertThat(events)
                .extracting(MessageEvent::previous)
                .containsExactly(0L, 0L, events.get(0).position());
        assertThat(next.previous()).isEqualTo(events.get(1).position());
    }

    @Test
    void aTransactionThatFailsLeavesNothing() {
        append(post(CHANNEL, 1, "a"));
        JournalState before = journal.state();

        assertThatThrownBy(() -> journal.append(append -> {
                    append.append(post(CHANNEL, 2, "b"), MessageKind.POSTED, new byte[16], null);
                    throw new IllegalArgumentException("broken");
                }))
                .hasMessage("broken");

        assertThat(journal.state()).isEqualTo(before);
        assertThat(journal.after(ALL, 0, 10, 1 << 20)).hasSize(1);
        assertThat(append(post(CHANNEL, 3, "c")).getFirst().sequence()).isEqualTo(2);
    }

    @Test
    void anEventIsReadBackByteForByte() {
        MessageEvent written =
                append(post(CHANNEL, 1, "Grüße \uD83D\uDE80 \u0000 \u200F")).getFirst();
        reopen();
        MessageEvent read = journal.after(ALL, 0, 10, 1 << 20).getFirst();

        assertThat(read.json()).isEqualTo(written.json());
        assertThat(read.message()).isEqualTo(written.message());
        assertThat(read.previous()).isEqualTo(written.previous());
    }

    @Test
    void anEventThatWasJustAppendedIsNotDecodedAgain() {
        MessageEvent appended = append(post(CHANNEL, 1, "a")).getFirst();

        assertThat(journal.after(ALL, 0, 10, 1 << 20)).singleElement().isSameAs(appended);
    }

    @Test
    void anEventOfManyIsTheOneThatTheFileHas() {
        int many = 5_000;
        List<MessageEvent> appended = new ArrayList<>();
        for (int i = 1; i <= many; i++) {
            appended.addAll(append(post(CHANNEL, i, i % 100 == 0 ? "long ".repeat(1_000) : "post " + i)));
        }

        List<MessageEvent> read = journal.after(ALL, 0, many, 1 << 30);
        assertThat(read)
                .extracting(MessageEvent::message)
                .isEqualTo(appended.stream().map(MessageEvent::message).toList());
        assertThat(read.getLast().message().text()).startsWith("long");
    }

    @Test
    void lanesShareTheChannelsAmongThem() {
        for (int i = 1; i <= 20; i++) {
            append(post(-1_000_000_000_000L - i, 1, "a"), post(-1_000_000_000_000L - i, 2, "b"));
        }
        List<MessageEvent> first = journal.after(new TargetLane("database", 0), 0, 100, 1 << 20);
        List<MessageEvent> second = journal.after(new TargetLane("database", 1), 0, 100, 1 << 20);

        assertThat(first.size() + second.size()).isEqualTo(40);
        assertThat(first).hasSizeBetween(8, 32);
        assertThat(first)
                .extracting(MessageEvent::channelId)
                .doesNotContainAnyElementsOf(
                        second.stream().map(MessageEvent::channelId).toList());
        assertThat(first).isSortedAccordingTo((a, b) -> Long.compare(a.position(), b.position()));
    }

    @Test
    void aReadEndsAtEitherLimitAndGivesAtLeastOneEvent() {
        append(post(CHANNEL, 1, "a".repeat(5_000)), post(CHANNEL, 2, "b"), post(CHANNEL, 3, "c"));

        assertThat(journal.after(ALL, 0, 2, 1 << 20)).hasSize(2);
        assertThat(journal.after(ALL, 0, 10, 1)).hasSize(1);
    }

    @Test
    void aSecondOpenerIsRefused() {
        assertThatThrownBy(() -> Journal.open(directory, MAX_BYTES, clock))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("in use by another gateway")
                .hasMessageContaining("GATEWAY_DATA_DIR");
    }

    @Test
    void nothingIsAppendedBeforeTheTargetsWereAsked() {
        journal.renew(0, "database");

        assertThatThrownBy(() -> append(post(CHANNEL, 1, "a"))).isInstanceOf(JournalException.NotReady.class);
    }

    @Test
    void aRenewedJournalContinuesAboveWhatAnyTargetHolds() {
        append(post(CHANNEL, 1, "a"));
        reopen();
        UUID before = journal.state().id();
        long highest = micros() + 1_000_000;
        journal.renew(highest, "database");
        journal.ready();
        MessageEvent event = append(post(CHANNEL, 2, "b")).getFirst();

        assertThat(journal.state().id()).isNotEqualTo(before);
        assertThat(event.position()).isGreaterThan(highest);
        assertThat(event.previous()).isEqualTo(highest + 1);
        assertThat(append(post(OTHER_CHANNEL, 1, "c")).getFirst().previous()).isEqualTo(highest + 1);
    }

    @Test
    void whatWasAcceptedBehindALostTailIsAppendedOnceMoreAboveIt() {
        append(post(CHANNEL, 1, "before"));
        reopen();
        append(post(CHANNEL, 2, "since"));
        long highest = micros() + 1_000_000;
        journal.renew(highest, "database");

        List<MessageEvent> above = journal.after(ALL, highest, 10, 1 << 20);
        assertThat(above).extracting(MessageEvent::messageId).containsExactly(2L);
        assertThat(above.getFirst().previous()).isEqualTo(highest + 1);
        assertThat(above.getFirst().sequence()).isEqualTo(3);
    }

    @Test
    void atPositionsThatTheLostTailMayHaveUsedNothingIsDelivered() {
        append(post(CHANNEL, 1, "before"));
        journal.targets().start("database", TargetLane.COUNT, 0);
        reopen();
        MessageEvent since = append(post(CHANNEL, 2, "since")).getFirst();
        journal.renew(micros() + 1_000_000, "database");

        TargetLane lane = new TargetLane("database", TargetLane.of(CHANNEL));
        assertThat(journal.after(lane, 0, 10, 1 << 20))
                .extracting(MessageEvent::messageId, MessageEvent::sequence)
                .containsExactly(tuple(1L, 1L), tuple(2L, 3L));
        assertThat(journal.targets().parked(10))
                .extracting(ParkedEvent::position)
                .containsExactly(since.position());
        assertThat(journal.targets().books()).allMatch(TargetBooks::balanced);
    }
}
