package telegramgateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The canonical JSON of every shape of message. A change of these files is a change of the format. */
class GoldenFilesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<Path> goldenFiles() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void eachIsReadAndWrittenByteForByte(Path file) throws IOException {
        String golden = Files.readString(file).strip();

        Message message = MessageJson.decode(golden.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(MessageJson.encode(message), StandardCharsets.UTF_8))
                .isEqualTo(golden);
    }

    @Test
    void aTextHasTheFormOfItsFile() throws IOException {
        Message text = SampleMessages.posted("PETZ3 - flâmula\nstop 0,70");

        assertThat(encoded(text)).isEqualTo(golden("text"));
    }

    @Test
    void aTombstoneHasTheFormOfItsFile() throws IOException {
        Message deletion = Message.deletion(
                -1001649127710L,
                5807,
                Instant.parse("2026-03-02T12:00:00.001999Z"),
                Instant.parse("2026-03-02T12:00:00.250Z"),
                MessageSource.USER,
                "main");

        assertThat(encoded(deletion.accepted(MessageKind.DELETED, 1772445600123458L)))
                .isEqualTo(golden("tombstone"));
    }

    @Test
    void theFieldsOfAFileAreThoseOfTheMessage() throws IOException {
        Message message = MessageJson.decode(golden("reply-forward-topic").getBytes(StandardCharsets.UTF_8));

        assertThat(message.replyTo()).isEqualTo(new Reply(5800, -1001744113331L));
        assertThat(message.forward())
                .isEqualTo(new ForwardOrigin("Agência", -1001412188586L, 9L, Instant.parse("2026-03-01T09:00:00Z")));
        assertThat(message.topicId()).isEqualTo(42);
        assertThat(message.author()).isEqualTo("Redação");
        assertThat(message.sentAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(message.position()).isEqualTo(1772445600123456L);
    }

    @Test
    void photosMediaAndEntitiesOfAFileAreThoseOfTheMessage() throws IOException {
        Message album = MessageJson.decode(golden("photo-of-an-album").getBytes(StandardCharsets.UTF_8));
        Message video = MessageJson.decode(golden("media-video").getBytes(StandardCharsets.UTF_8));
        Message entities = MessageJson.decode(golden("entities").getBytes(StandardCharsets.UTF_8));

        assertThat(album.photos())
                .containsExactly(
                        new Photo(1280, 720, 81234, "photos/photo_1@02-03-2026.jpg"), new Photo(0, 0, 0, null));
        assertThat(album.albumId()).isEqualTo(13947362818736452L);
        assertThat(video.media())
                .isEqualTo(new Media(
                        "video_file",
                        "video/mp4",
                        "a.mp4",
                        9_000_000_000L,
                        640,
                        360,
                        61,
                        "video_files/a.mp4",
                        "Rádio – 13h"));
        assertThat(entities.entities())
                .hasSize(4)
                .startsWith(new TextEntity("text_link", 0, 4, Map.of("url", "https://example.org/?a=1&b=2")))
                .endsWith(new TextEntity("pre", 13, 1, Map.of("language", "java", "aFutureField", "kept")));
    }

    @Test
    void fieldsOfALaterVersionAreKeptAndSortedBehindTheKnownOnes() throws IOException {
        String golden = golden("unknown-fields");
        String elsewhere = "{\"zeros\":1.10," + golden.substring(1).replace(",\"zeros\":1.10", "");

        Message message = MessageJson.decode(elsewhere.getBytes(StandardCharsets.UTF_8));

        assertThat(message.extra())
                .containsOnlyKeys("aBigNumber", "aFraction", "aNull", "anExponent", "nested", "zeros");
        assertThat(encoded(message)).isEqualTo(golden);
        assertThat(message.accepted(MessageKind.EDITED, 7).extra()).isEqualTo(new TreeMap<>(message.extra()));
    }

    @Test
    void fieldsOfALaterVersionAreKeptWithinEveryKnownField() {
        String json = "{\"channelId\":-7,\"messageId\":2,\"position\":3,\"kind\":\"posted\","
                + "\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"receivedAt\":\"2026-01-01T00:00:00.000Z\","
                + "\"source\":\"user\",\"account\":\"a\",\"text\":\"abc\","
                + "\"entities\":[{\"type\":\"bold\",\"offset\":0,\"length\":1},"
                + "{\"type\":\"bold\",\"offset\":1,\"length\":2,\"depth\":1}],"
                + "\"photos\":[{\"width\":1,\"height\":2,\"a/b~c\":[1.50]}],"
                + "\"media\":{\"type\":\"video\",\"codec\":\"av1\",\"tags\":{\"x\":null}},"
                + "\"replyTo\":{\"messageId\":1,\"quote\":\"q\"},"
                + "\"forward\":{\"name\":\"n\",\"via\":true},\"media/x\":1}";

        Message message = MessageJson.decode(json.getBytes(StandardCharsets.UTF_8));

        assertThat(encoded(message)).isEqualTo(json);
        assertThat(encoded(message.accepted(MessageKind.EDITED, 9)))
                .isEqualTo(json.replace("\"position\":3,\"kind\":\"posted\"", "\"position\":9,\"kind\":\"edited\""));
        assertThat(MessageJson.contentHash(message))
                .isEqualTo(MessageJson.contentHash(MessageJson.decode(
                        json.replace("\"quote\":\"q\"", "\"quote\":\"r\"").getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatIsLeftOutAndWhatIsNullMeanTheSame() {
        String json = "{\"channelId\":1,\"messageId\":2,\"position\":3,\"kind\":\"posted\",\"account\":\"a\","
                + "\"timestamp\":\"2026-03-02T10:00:00Z\",\"receivedAt\":\"2026-03-02T10:00:00+00:00\",\"source\":\"bot\"";
        String nulls =
                ",\"editedAt\":null,\"deletedAt\":null,\"text\":null,\"entities\":null,\"photos\":null,\"media\":null,"
                        + "\"albumId\":null,\"replyTo\":null,\"forward\":null,\"topicId\":null,\"author\":null}";

        Message left = MessageJson.decode((json + "}").getBytes(StandardCharsets.UTF_8));

        assertThat(MessageJson.decode((json + nulls).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(left);
        assertThat(left.text()).isEmpty();
        assertThat(left.entities()).isEqualTo(List.of());
    }

    private static String encoded(Message message) {
        return new String(MessageJson.encode(message), StandardCharsets.UTF_8);
    }

    private static String golden(String name) throws IOException {
        return Files.readString(GOLDEN.resolve(name + ".json")).strip();
    }
}
