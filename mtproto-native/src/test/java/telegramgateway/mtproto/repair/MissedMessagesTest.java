package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.TestMessages;
import telegramgateway.mtproto.decode.TdIds;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdJson;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

class MissedMessagesTest {
    private static final long CHANNEL = -1_001_000_000_001L;
    private static final long OTHER = -1_001_000_000_000L;
    private static final long THIRD = -1_001_000_000_002L;
    private static final long KNOWN = 10;

    @TempDir
    private Path directory;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Long> read = Collections.synchronizedList(new ArrayList<>());
    private long newestNamed;
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicReference<MissedMessages> missed = new AtomicReference<>();

    /** The first page was read before that, and what the note is about may lie above it. */
    @Test
    void whatIsNotedWhileTheHistoryIsReadIsReadOnceMore() throws InterruptedException {
        reads(List.of(CHANNEL), _ -> null, journal -> {
            await().until(() -> journal.unread().isEmpty());
            assertThat(pages).hasValue(2);
        });
    }

    @Test
    void aChannelWhoseHistoryCannotBeHadNowDoesNotHoldUpTheOthers() throws InterruptedException {
        reads(
                List.of(OTHER, CHANNEL, THIRD),
                channel -> channel == OTHER ? 500 : null,
                journal ->
                        await().untilAsserted(() -> assertThat(journal.unread()).containsOnlyKeys(OTHER)));
    }

    @Test
    void aChannelThatRefusedIsReadOnceTheAccountHasJoinedItAgain() throws InterruptedException {
        AtomicBoolean refuses = new AtomicBoolean(true);
        reads(List.of(OTHER, CHANNEL), channel -> channel == OTHER && refuses.get() ? 400 : null, journal -> {
            await().until(() -> !journal.unread().containsKey(CHANNEL));
            assertThat(journal.unread()).containsKey(OTHER);
            refuses.set(false);
            missed.get().joined(OTHER);
            await().until(() -> journal.unread().isEmpty());
        });
    }

    @Test
    void aChannelWhoseNewestMessageIsKnownIsNotReadButLookedAt() throws InterruptedException {
        newestNamed = KNOWN;
        reads(List.of(CHANNEL), _ -> null, journal -> {
            await().until(() -> journal.unread().isEmpty());
            assertThat(pages).hasValue(0);
            assertThat(read).containsExactly(CHANNEL);
        });
    }

    /** @param refusal of a channel's history; null for none */
    private void reads(List<Long> channels, LongFunction<@Nullable Integer> refusal, Consumer<Journal> story)
            throws InterruptedException {
        try (Journal journal = Journal.open(directory, 1 << 22, new TestClock());
                Intake intake = new Intake(
                        journal,
                        (_, _) -> List.of(),
                        new IntakeBooks(new SimpleMeterRegistry()),
                        new SplittableRandom(1));
                TdLibrary library = TdLibrary.open(new NoMoreChats(), 0)) {
            journal.ready();
            HistoryIntake submission = new HistoryIntake(intake, _ -> {});
            for (long channel : channels) {
                submission.submit(List.of(TestMessages.post(channel, KNOWN, "known", MessageSource.USER)));
                journal.watch(channel, true);
            }
            Ask telegram = (request, _) -> {
                Integer code = refusal.apply(request.path("chat_id").asLong(0));
                if (code != null) {
                    throw TdError.of(
                            "getChatHistory",
                            TdLibrary.request("error").put("code", code).put("message", "Not now"));
                }
                return answer(request, library);
            };
            HistoryGate gate =
                    new HistoryGate(telegram, new FloodBudget("user", 60_000, journal, new TestClock()), stopping);
            History history = new History(gate, telegram, "user", _ -> false, new TestClock());
            missed.set(new MissedMessages(
                    telegram,
                    () -> true,
                    journal,
                    new CatchUp(history, submission),
                    _ -> newestNamed,
                    _ -> true,
                    new Unreadable(),
                    read::add,
                    false,
                    stopping));
            missed.get().opened();
            assertThat(journal.unread()).containsOnlyKeys(channels);
            Thread reader = Thread.ofVirtual().start(missed.get());

            story.accept(journal);
            stopping.countDown();
            reader.interrupt();
            reader.join();
        }
    }

    private ObjectNode answer(ObjectNode request, TdLibrary library) {
        if (!request.path("@type").asString().equals("getChatHistory")) {
            return library.execute(request);
        }
        if (request.path("chat_id").asLong(0) == CHANNEL && pages.incrementAndGet() == 1) {
            missed.get().mayBeAboveNewest(CHANNEL);
        }
        ObjectNode page = TdLibrary.request("messages");
        page.putArray("messages").addObject().put("id", KNOWN << TdIds.SERVER_ID_SHIFT);
        return page;
    }

    /** TDLib that has told all chats. */
    private final class NoMoreChats implements TdJson {
        @Override
        public byte[] execute(byte[] request) {
            String answer = new String(request, StandardCharsets.UTF_8).contains("loadChats")
                    ? "{\"@type\":\"error\",\"code\":404,\"message\":\"Not Found\"}"
                    : "{\"@type\":\"optionValueString\",\"value\":\"1.8.65\"}";
            return answer.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte @Nullable [] receive(double seconds) {
            try {
                if (stopping.await(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS)) {
                    return null;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return null;
        }

        @Override
        public int createClient() {
            return 1;
        }

        @Override
        public void send(int client, byte[] request) {}

        @Override
        public void onFatalError(Consumer<String> listener) {}
    }
}
