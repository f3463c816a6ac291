package telegramgateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class MessageTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123456789Z");
    private static final SortedMap<String, JsonNode> NO_EXTRA = new TreeMap<>();

    @Test
    void idsAreNever0AndAPositionIsNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> message(0, 1, 1, MessageKind.POSTED, NOW, null, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> message(1, 0, 1, MessageKind.POSTED, NOW, null, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> message(1, 1, -1, MessageKind.POSTED, NOW, null, ""));
        assertThatCode(() -> message(-5, -999_999_995, 0, MessageKind.POSTED, NOW, null, ""))
                .doesNotThrowAnyException();
    }

    @Test
    void exactlyADeletedMessageHasATimeOfDeletionAndOnlyItMayLackADate() {
        assertThatIllegalArgumentException().isThrownBy(() -> message(1, 1, 1, MessageKind.DELETED, NOW, null, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> message(1, 1, 1, MessageKind.EDITED, NOW, NOW, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> message(1, 1, 1, MessageKind.POSTED, null, null, ""));
        assertThatCode(() -> message(1, 1, 1, MessageKind.DELETED, null, NOW, ""))
                .doesNotThrowAnyException();
    }

    @Test
    void aDeletedMessageHasNoContent() {
        assertThatIllegalArgumentException().isThrownBy(() -> message(1, 1, 1, MessageKind.DELETED, null, NOW, "text"));
    }

    @Test
    void theLongestTextIsAMessageAndOneUnitMoreIsNone() {
        assertThatCode(() -> SampleMessages.posted("a".repeat(Message.MAX_TEXT_LENGTH)))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMessages.posted("a".repeat(Message.MAX_TEXT_LENGTH + 1)))
                .withMessageContaining("262145");
    }

    @Test
    void anEntitySpansAPieceOfTheText() {
        assertThatCode(() -> withEntity("🚀", new TextEntity("bold", 0, 2, Map.of())))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> withEntity("🚀", new TextEntity("bold", 1, 2, Map.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> withEntity("🚀", new TextEntity("bold", Integer.MAX_VALUE, Integer.MAX_VALUE, Map.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> new TextEntity("bold", -1, 2, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new TextEntity("bold", 0, 0, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new TextEntity(" ", 0, 1, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new TextEntity("b", 0, 1, Map.of("offset", "1")));
    }

    @Test
    void nothingMeasuresLessThanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Photo(-1, 0, 0, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Photo(0, 0, -1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Media("", null, null, 0, 0, 0, 0, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Media("x", null, null, 0, 0, 0, -1, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uD83D", "\uDE80", "\uDE80\uD83D", "\uD83D\uD83D\uDE80", "🚀\uDE80"})
    void halfOfASurrogatePairIsRefusedWhereverItStands(String half) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMessages.posted(half))
                .withMessageContaining("lone surrogate");
        assertThatIllegalArgumentException().isThrownBy(() -> new Photo(0, 0, 0, half));
        assertThatIllegalArgumentException().isThrownBy(() -> new Media("x", null, half, 0, 0, 0, 0, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new ForwardOrigin(half, null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new TextEntity("b", 0, 1, Map.of("url", half)));
    }

    @Test
    void anExtraFieldCannotShadowAKnownOne() {
        SortedMap<String, JsonNode> extra = new TreeMap<>(Map.of("text", JsonNodeFactory.instance.stringNode("x")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> message(1, 1, 1, MessageKind.POSTED, NOW, null, "", extra));
    }

    @Test
    void timesHaveTheResolutionOfTheJson() {
        Message message = message(1, 1, 1, MessageKind.POSTED, NOW, null, "");

        assertThat(message.sentAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00.123Z"));
        assertThat(MessageJson.decode(MessageJson.encode(message))).isEqualTo(message);
    }

    @Test
    void aMessageDoesNotChangeWithTheCollectionsItWasMadeOf() {
        Map<String, String> attributes = new HashMap<>(Map.of("url", "a"));
        List<TextEntity> entities = new ArrayList<>(List.of(new TextEntity("text_link", 0, 1, attributes)));
        SortedMap<String, JsonNode> extra = new TreeMap<>();
        Message message = SampleMessages.posted("x", entities, List.of(), null);
        Message withExtra = message(1, 1, 1, MessageKind.POSTED, NOW, null, "", extra);

        attributes.clear();
        entities.clear();
        extra.put("late", JsonNodeFactory.instance.nullNode());

        assertThat(message.entities()).containsExactly(new TextEntity("text_link", 0, 1, Map.of("url", "a")));
        assertThat(withExtra.extra()).isEmpty();
    }

    @Test
    void anAcceptedMessageDiffersInKindAndPositionOnly() {
        Message observed = SampleMessages.posted("x", List.of(), List.of(new Photo(1, 2, 3, "f")), null)
                .inAlbum(9);

        Message accepted = observed.accepted(MessageKind.EDITED, 77);

        assertThat(accepted.kind()).isEqualTo(MessageKind.EDITED);
        assertThat(accepted.position()).isEqualTo(77);
        assertThat(accepted.albumId()).isEqualTo(9);
        assertThat(accepted.accepted(observed.kind(), observed.position())).isEqualTo(observed);
    }

    @Test
    void anEventAgreesWithItsMessageAndKeepsItsTextOutOfLogs() {
        Message message = SampleMessages.posted("secret");
        byte[] json = MessageJson.encode(message);

        assertThat(new MessageEvent(1, message.position(), 0, message, json))
                .hasToString("-1001649127710:5807:1772445600123456");
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageEvent(1, 5, 0, message, json));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageEvent(0, message.position(), 0, message, json));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageEvent(1, message.position(), message.position(), message, json));
    }

    private static Message withEntity(String text, TextEntity entity) {
        return SampleMessages.posted(text, List.of(entity), List.of(), null);
    }

    private static Message message(
            long channelId,
            long messageId,
            long position,
            MessageKind kind,
            @Nullable Instant sentAt,
            @Nullable Instant deletedAt,
            String text) {
        return message(channelId, messageId, position, kind, sentAt, deletedAt, text, NO_EXTRA);
    }

    private static Message message(
            long channelId,
            long messageId,
            long position,
            MessageKind kind,
            @Nullable Instant sentAt,
            @Nullable Instant deletedAt,
            String text,
            SortedMap<String, JsonNode> extra) {
        return new Message(
                channelId,
                messageId,
                position,
                kind,
                sentAt,
                null,
                deletedAt,
                NOW,
                MessageSource.USER,
                "main",
                text,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                extra);
    }
}
