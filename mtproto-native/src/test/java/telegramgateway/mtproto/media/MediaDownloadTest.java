package telegramgateway.mtproto.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.media.MediaEvents.TEXT;
import static telegramgateway.mtproto.media.MediaEvents.edited;
import static telegramgateway.mtproto.media.MediaEvents.media;
import static telegramgateway.mtproto.media.MediaEvents.message;
import static telegramgateway.mtproto.media.MediaEvents.photos;
import static telegramgateway.mtproto.media.MediaEvents.posted;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.LogLines;
import telegramgateway.mtproto.TestClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MediaDownloadTest {
    @TempDir
    private Path data;

    @TempDir
    private Path telegrams;

    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private long nanos;
    private FilesOnPaper telegram;
    private MediaDownload media;

    @BeforeEach
    void open() throws IOException {
        telegram = new FilesOnPaper(telegrams);
        media = open("photo,document");
    }

    private MediaDownload open(String rule) throws IOException {
        return open(rule, DataSize.ofKilobytes(1));
    }

    private MediaDownload open(String rule, DataSize maxSize) throws IOException {
        MediaSettings settings = new MediaSettings(rule, maxSize, null, DataSize.ofMegabytes(1), Duration.ofDays(1));
        return new MediaDownload(telegram, settings, data, clock, () -> nanos, metrics);
    }

    @AfterEach
    void stop() {
        media.stop();
    }

    private JsonNode index(long messageId) throws IOException {
        return JsonMapper.shared()
                .readTree(media.stored().filesOf(CHANNEL, messageId).orElseThrow());
    }

    private Path bytes(JsonNode entry) {
        return media.stored().file(entry.path("sha256").asString()).orElseThrow();
    }

    private double counted(FileOutcome outcome) {
        return metrics.get("telegram.media.files")
                .tag("outcome", outcome.jsonName())
                .counter()
                .count();
    }

    private long copiesAtTelegrams() throws IOException {
        try (Stream<Path> paths = Files.list(telegrams)) {
            return paths.count();
        }
    }

    @Test
    void theFilesOfAMessageAreKeptAndItsIndexNamesThem() throws IOException {
        telegram.has(message(1, photos(2)), "one", "two");
        assertThat(media.take(List.of(posted(1, 10, photos(2))))).isEqualTo(1);

        JsonNode files = index(1).path("files");
        assertThat(index(1).path("channelId").asLong()).isEqualTo(CHANNEL);
        assertThat(index(1).path("position").asLong()).isEqualTo(10);
        assertThat(files.size()).isEqualTo(2);
        assertThat(files.path(1).path("place").asString()).isEqualTo("photos/1");
        assertThat(files.path(1).path("size").asLong()).isEqualTo(3);
        assertThat(files.path(1).path("mimeType").asString()).isEqualTo("image/jpeg");
        assertThat(files.path(1).path("fetchedAt").asString()).isEqualTo(TestClock.START.toString());
        assertThat(bytes(files.path(1))).hasContent("two");
        assertThat(counted(FileOutcome.STORED)).isEqualTo(2);
        assertThat(metrics.get("telegram.media.bytes").counter().count()).isEqualTo(6);
        assertThat(metrics.get("telegram.media.stored.bytes").gauge().value()).isEqualTo(6);
    }

    @Test
    void whatNeedsNothingNeedsNoTelegram() {
        telegram.away = new StoreUnavailableException("away", null);
        List<MessageEvent> events = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            events.add(posted(i, i, i % 2 == 0 ? TEXT : media("video_file")));
        }
        events.add(MediaEvents.event(message(101, photos(1), MessageSource.IMPORT), MessageKind.POSTED, 101));
        events.add(MediaEvents.event(message(102, photos(1), MessageSource.REPLAY), MessageKind.POSTED, 102));
        assertThat(media.take(events)).isEqualTo(102);
        assertThat(telegram.asked).isEmpty();
    }

    @Test
    void whileTelegramIsAwayTheFirstThatNeedsItWaitsAndThoseBeforeItAreDone() {
        telegram.away = new StoreUnavailableException("Telegram is away", null);
        List<MessageEvent> events = List.of(posted(1, 1, TEXT), posted(2, 2, photos(1)), posted(3, 3, TEXT));
        assertThat(media.take(events)).isEqualTo(1);
        assertThatThrownBy(() -> media.take(events.subList(1, 3)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("Telegram is away");
        assertThatThrownBy(media::ping).isInstanceOf(StoreUnavailableException.class);

        telegram.away = null;
        telegram.has(message(2, photos(1)), "one");
        assertThat(media.take(events.subList(1, 3))).isEqualTo(2);
    }

    @Test
    void messagesOfOneChannelAreAskedForTogetherAndNoMoreThanSoMany() {
        List<MessageEvent> events = new ArrayList<>();
        for (int i = 1; i <= MediaDownload.MESSAGES_AT_ONCE + 5; i++) {
            telegram.has(message(i, photos(1)), "content " + i);
            events.add(posted(i, i, photos(1)));
        }
        int taken = media.take(events);
        assertThat(taken).isEqualTo(MediaDownload.MESSAGES_AT_ONCE);
        assertThat(media.take(events.subList(taken, events.size()))).isEqualTo(5);
        assertThat(telegram.asked).extracting(List::size).containsExactly(MediaDownload.MESSAGES_AT_ONCE, 5);
    }

    @Test
    void anEventThatComesAgainIsDoneWithoutAsking() throws IOException {
        telegram.has(message(1, photos(1)), "one");
        media.take(List.of(posted(1, 10, photos(1))));
        media.stop();
        media = open("all");
        telegram.away = new StoreUnavailableException("away", null);
        assertThat(media.take(List.of(posted(1, 10, photos(1))))).isEqualTo(1);
    }

    @Test
    void anEditFetchesOnlyWhatIsNew() throws IOException {
        telegram.has(message(1, photos(1)), "one");
        media.take(List.of(posted(1, 10, photos(1))));
        telegram.has(message(1, photos(1)), "one");
        media.take(List.of(edited(1, 11, photos(1))));
        assertThat(telegram.downloaded).hasSize(1);
        assertThat(index(1).path("position").asLong()).isEqualTo(11);
        telegram.has(message(1, photos(1)), "another");
        media.take(List.of(edited(1, 12, photos(1))));
        assertThat(telegram.downloaded).hasSize(2);
        assertThat(bytes(index(1).path("files").path(0))).hasContent("another");
    }

    @Test
    void anEditThatTakesTheFileAwayShowsInTheIndexWithoutTelegram() throws IOException {
        telegram.has(message(1, photos(1)), "one");
        media.take(List.of(posted(1, 10, photos(1))));
        telegram.away = new StoreUnavailableException("away", null);
        media.take(List.of(edited(1, 11, TEXT), edited(2, 12, TEXT)));
        assertThat(index(1).path("files").size()).isZero();
        assertThat(media.stored().filesOf(CHANNEL, 2)).isEmpty();
    }

    @Test
    void oneMessageWithSeveralEventsIsAskedForOnce() throws IOException {
        telegram.has(message(1, photos(1)), "one");
        assertThat(media.take(List.of(posted(1, 10, photos(1)), edited(1, 11, photos(1)))))
                .isEqualTo(2);
        assertThat(telegram.asked).containsExactly(List.of(1L));
        assertThat(index(1).path("position").asLong()).isEqualTo(11);
    }

    @Test
    void equalContentOfTwoMessagesIsKeptOnceAndTheCopiesGo() throws IOException {
        telegram.has(message(1, photos(1)), "same");
        telegram.has(message(2, photos(1)), "same");
        media.take(List.of(posted(1, 10, photos(1)), posted(2, 11, photos(1))));
        assertThat(bytes(index(1).path("files").path(0)))
                .isEqualTo(bytes(index(2).path("files").path(0)));
        assertThat(counted(FileOutcome.STORED)).isEqualTo(1);
        assertThat(counted(FileOutcome.KNOWN)).isEqualTo(1);
        assertThat(copiesAtTelegrams()).isZero();
    }

    @Test
    void aFileAboveTheLimitIsNotFetchedAndTheIndexSaysSo() throws IOException {
        telegram.has(message(1, media("document")), "x".repeat(1025));
        media.take(List.of(posted(1, 10, media("document"))));
        assertThat(index(1).path("files").path(0).path("leftOut").asString()).isEqualTo("too_large");
        assertThat(index(1).path("files").path(0).path("place").asString()).isEqualTo("media");
        assertThat(telegram.downloaded).isEmpty();
        assertThat(counted(FileOutcome.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void beyondTheTotalFilesAreLeftOutAndOneWarningSaysSo() throws IOException {
        media.stop();
        media = open("photo", DataSize.ofKilobytes(200));
        try (LogLines log = LogLines.of(MessageFetch.class)) {
            for (int i = 1; i <= 12; i++) {
                telegram.has(message(i, photos(1)), "%04d%s".formatted(i, "x".repeat(100_000)));
                media.take(List.of(posted(i, i, photos(1))));
            }
            assertThat(log.texts())
                    .filteredOn(line -> line.contains("TELEGRAM_MEDIA_MAX_TOTAL"))
                    .hasSize(1);
        }
        assertThat(counted(FileOutcome.STORED)).isEqualTo(10);
        assertThat(counted(FileOutcome.FULL)).isEqualTo(2);
        assertThat(index(12).path("files").path(0).path("leftOut").asString()).isEqualTo("full");
    }

    @Test
    void whatTelegramDoesNotHaveAnyMoreIsGoneAndHoldsNothingUp() throws IOException {
        telegram.has(message(2, photos(1)), "two");
        telegram.failures.put(2L, new GoneException("FILE_ID_INVALID"));
        telegram.has(message(3, TEXT));
        assertThat(media.take(List.of(posted(1, 10, photos(1)), posted(2, 11, photos(1)), posted(3, 12, photos(1)))))
                .isEqualTo(3);
        for (int messageId = 1; messageId <= 3; messageId++) {
            assertThat(index(messageId).path("files").path(0).path("leftOut").asString())
                    .isEqualTo("gone");
        }
        assertThat(index(2).path("files").path(0).path("reason").asString()).isEqualTo("FILE_ID_INVALID");
        assertThat(counted(FileOutcome.GONE)).isEqualTo(3);
    }

    @Test
    void aFileThatFailsEachTimeIsTriedSoOftenAndThenRefused() throws IOException {
        telegram.has(message(1, photos(1)), "one");
        telegram.has(message(2, photos(1)), "two");
        telegram.failures.put(1L, new IllegalStateException("File download has failed"));
        List<MessageEvent> events = List.of(posted(1, 10, photos(1)), posted(2, 11, photos(1)));
        for (int failed = 1; failed < Tries.MAX; failed++) {
            assertThatThrownBy(() -> media.take(events)).isInstanceOf(StoreUnavailableException.class);
            int asked = telegram.asked.size();
            // In the pause nobody is asked.
            assertThatThrownBy(() -> media.take(events)).hasMessageContaining("File download has failed");
            assertThat(telegram.asked).hasSize(asked);
            nanos += Duration.ofSeconds(61).toNanos();
        }
        try (LogLines log = LogLines.of(MessageFetch.class)) {
            assertThat(media.take(events)).isEqualTo(2);
            assertThat(log.texts()).anyMatch(line -> line.startsWith("WARN photos/0 of message"));
        }
        assertThat(index(1).path("files").path(0).path("leftOut").asString()).isEqualTo("refused");
        assertThat(index(1).path("files").path(0).path("reason").asString()).isEqualTo("File download has failed");
        assertThat(counted(FileOutcome.REFUSED)).isEqualTo(1);
        assertThat(counted(FileOutcome.STORED)).isEqualTo(1);
        assertThat(telegram.downloaded).hasSize(1);
    }

    @Test
    void messagesThatCannotBeAskedForAreRefusedInTheEndAsWell() throws IOException {
        telegram.away = new IllegalStateException("500 INTERNAL");
        List<MessageEvent> events = List.of(posted(1, 10, photos(1)));
        for (int failed = 1; failed < Tries.MAX; failed++) {
            assertThatThrownBy(() -> media.take(events)).isInstanceOf(StoreUnavailableException.class);
            nanos += Duration.ofSeconds(61).toNanos();
        }
        assertThat(media.take(events)).isEqualTo(1);
        assertThat(index(1).path("files").path(0).path("leftOut").asString()).isEqualTo("refused");
    }

    @Test
    void anOutageIsNoTry() throws IOException {
        telegram.has(message(1, photos(1)), "one");
        telegram.failures.put(1L, new StoreUnavailableException("not connected", null));
        List<MessageEvent> events = List.of(posted(1, 10, photos(1)));
        for (int outage = 0; outage < 3 * Tries.MAX; outage++) {
            assertThatThrownBy(() -> media.take(events)).isInstanceOf(StoreUnavailableException.class);
        }
        telegram.failures.clear();
        media.take(events);
        assertThat(counted(FileOutcome.STORED)).isEqualTo(1);
    }

    @Test
    void telegramIsLeftAloneAsLongAsItWants() throws IOException {
        telegram.has(message(1, photos(1)), "one");
        telegram.away = new QuietException(Duration.ofMinutes(5));
        List<MessageEvent> events = List.of(posted(1, 10, photos(1)));
        assertThatThrownBy(() -> media.take(events)).hasMessageContaining("300 s of quiet");
        telegram.away = null;
        nanos += Duration.ofSeconds(299).toNanos();
        assertThatThrownBy(() -> media.take(events)).hasMessageContaining("300 s of quiet");
        assertThatThrownBy(media::ping).hasMessageContaining("300 s of quiet");
        assertThat(telegram.asked).hasSize(1);
        nanos += Duration.ofSeconds(2).toNanos();
        assertThat(media.take(events)).isEqualTo(1);
        assertThat(counted(FileOutcome.STORED)).isEqualTo(1);
    }

    @Test
    void aDirectoryThatCannotBeWrittenHoldsTheEventUpInWords() throws IOException {
        telegram.has(message(1, photos(1)), "one");
        Files.delete(data.resolve("media/incoming"));
        List<MessageEvent> events = List.of(posted(1, 10, photos(1)));
        for (int tries = 0; tries < 2 * Tries.MAX; tries++) {
            telegram.has(message(1, photos(1)), "one");
            assertThatThrownBy(() -> media.take(events))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("TELEGRAM_MEDIA_DIR cannot be used");
        }
        Files.createDirectory(data.resolve("media/incoming"));
        telegram.has(message(1, photos(1)), "one");
        assertThat(media.take(events)).isEqualTo(1);
    }

    @Test
    void aSendersNameIsToldAndIsNoPath() throws IOException {
        telegram.has(message(1, media("document")), "one");
        media.take(List.of(posted(1, 10, media("document"))));
        assertThat(index(1).path("files").path(0).path("name").asString()).isEqualTo(MediaEvents.HOSTILE_NAME);
        try (Stream<Path> paths = Files.walk(data)) {
            assertThat(paths.map(path -> data.relativize(path).toString()).filter(path -> path.contains(".")))
                    .containsExactly("media/messages/" + CHANNEL + "/1.json");
        }
    }

    @Test
    void aDamagedIndexIsReplaced() throws IOException {
        telegram.has(message(1, photos(1)), "one");
        media.take(List.of(posted(1, 10, photos(1))));
        Files.writeString(data.resolve("media/messages/" + CHANNEL + "/1.json"), "{\"chan");
        telegram.has(message(1, photos(1)), "one");
        media.take(List.of(posted(1, 10, photos(1))));
        assertThat(index(1).path("position").asLong()).isEqualTo(10);
    }
}
