package telegramgateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ContentHashTest {
    private static final Message TEXT = SampleMessages.posted("Stop: 0,34");

    @Test
    void itHasSixteenBytesAndIsTheSameForEver() {
        assertThat(MessageJson.contentHash(TEXT))
                .hasSize(16)
                .asHexString()
                .isEqualTo("A8C5D09AA1A37FCA7731A66AE954CF97");
    }

    @Test
    void theSameStateSeenByAnotherAccountFromAnotherSourceAtAnotherTimeIsEqual() {
        Message other = new Message(
                TEXT.channelId(),
                TEXT.messageId(),
                Message.UNACCEPTED,
                MessageKind.EDITED,
                TEXT.sentAt(),
                Instant.parse("2026-03-03T10:00:00Z"),
                null,
                Instant.parse("2026-11-21T10:00:00Z"),
                MessageSource.IMPORT,
                "export",
                TEXT.text(),
                TEXT.entities(),
                TEXT.photos(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>(Map.of("viaBot", JsonNodeFactory.instance.stringNode("@x"))));

        assertEqual(TEXT, other);
    }

    @Test
    void whereASourceKeepsTheFilesAndHowLargeTheyAreThereMakesNoDifference() {
        assertEqual(photo(new Photo(1280, 720, 81234, "photos/1.jpg")), photo(new Photo(1280, 720, 0, null)));
        assertEqual(media("v", 640, 9000, "files/v.mp4"), media("v", 640, 0, null));
    }

    @Test
    void anotherTextFormatPhotoMediumOrAlbumIsDifferent() {
        Message bold =
                SampleMessages.posted(TEXT.text(), List.of(new TextEntity("bold", 0, 4, Map.of())), List.of(), null);

        assertDifferent(TEXT, SampleMessages.posted("Stop: 0,35"));
        assertDifferent(TEXT, bold);
        assertDifferent(
                bold,
                SampleMessages.posted(TEXT.text(), List.of(new TextEntity("bold", 0, 5, Map.of())), List.of(), null));
        assertDifferent(TEXT, photo(new Photo(1, 1, 0, null)));
        assertDifferent(photo(new Photo(1, 1, 0, null)), photo(new Photo(1, 2, 0, null)));
        assertDifferent(media("v", 640, 0, null), media("w", 640, 0, null));
        assertDifferent(media("v", 640, 0, null), media("v", 641, 0, null));
        assertDifferent(TEXT, TEXT.inAlbum(1));
    }

    private static void assertEqual(Message one, Message other) {
        assertThat(MessageJson.contentHash(one)).isEqualTo(MessageJson.contentHash(other));
    }

    private static void assertDifferent(Message one, Message other) {
        assertThat(MessageJson.contentHash(one)).isNotEqualTo(MessageJson.contentHash(other));
    }

    private static Message photo(Photo photo) {
        return SampleMessages.posted("", List.of(), List.of(photo), null);
    }

    private static Message media(String title, int width, long size, @Nullable String file) {
        return SampleMessages.posted(
                "", List.of(), List.of(), new Media("video_file", null, null, size, width, 0, 0, file, title));
    }
}
