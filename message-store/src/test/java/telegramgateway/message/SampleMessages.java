package telegramgateway.message;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages for tests. */
final class SampleMessages {
    private SampleMessages() {}

    static Message posted(String text) {
        return posted(text, List.of(), List.of(), null);
    }

    static Message posted(String text, List<TextEntity> entities, List<Photo> photos, @Nullable Media media) {
        return new Message(
                -1001649127710L,
                5807,
                1772445600123456L,
                MessageKind.POSTED,
                Instant.parse("2026-03-02T10:00:00Z"),
                null,
                null,
                Instant.parse("2026-03-02T10:00:00.250Z"),
                MessageSource.USER,
                "main",
                text,
                entities,
                photos,
                media,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>());
    }
}
