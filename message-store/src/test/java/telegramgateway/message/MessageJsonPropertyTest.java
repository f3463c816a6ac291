package telegramgateway.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for every message that can be made. */
class MessageJsonPropertyTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Property(tries = 500)
    void aMessageIsTheSameAfterARoundTrip(@ForAll("messages") Message message) {
        byte[] json = MessageJson.encode(message);

        Message back = MessageJson.decode(json);

        assertThat(back).isEqualTo(message);
        assertThat(MessageJson.encode(back)).isEqualTo(json);
        assertThat(MessageJson.contentHash(back)).isEqualTo(MessageJson.contentHash(message));
    }

    @Property(tries = 200)
    void itsJsonIsValidUtf8OnOneLineWithoutANameTwice(@ForAll("messages") Message message)
            throws CharacterCodingException {
        byte[] json = MessageJson.encode(message);

        String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
        assertThat(text).doesNotContain("\n", "\r", "\u0000");
        assertThat(JSON.readerFor(JsonNode.class)
                        .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .<JsonNode>readValue(json))
                .isNotNull();
    }

    /** The fuzz of one byte: a message or a clear refusal, nothing else. */
    @Property(tries = 500)
    void aDamagedJsonIsAMessageOrRefused(
            @ForAll("messages") Message message, @ForAll @Size(1) byte[] damage, @ForAll int place) {
        byte[] json = MessageJson.encode(message);
        json[Math.floorMod(place, json.length)] = damage[0];
        try {
            MessageJson.decode(json);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    @Provide
    Arbitrary<Message> messages() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.of("", "ação 🟢", "مرحبا", "👨‍👩‍👧", "\"\\\n\u2028", "\u0000"));
        Arbitrary<String> wellFormed = names.map(MessageJsonPropertyTest::wellFormed);
        Arbitrary<Long> ids = Arbitraries.longs().filter(id -> id != 0);
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(-62_135_596_800_000L, 253_402_300_799_999L)
                .map(Instant::ofEpochMilli);
        return Combinators.combine(
                        ids,
                        ids,
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.of(MessageKind.values()),
                        times,
                        wellFormed,
                        content(wellFormed, ids, times),
                        Arbitraries.of(MessageSource.values()))
                .as((channel, id, position, kind, time, text, content, source) ->
                        content.message(channel, id, position, kind, time, text, source));
    }

    private static Arbitrary<Content> content(Arbitrary<String> names, Arbitrary<Long> ids, Arbitrary<Instant> times) {
        Arbitrary<Integer> counts = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<Photo> photos = Combinators.combine(
                        counts, counts, Arbitraries.longs().greaterOrEqual(0), names.injectNull(0.3))
                .as(Photo::new);
        Arbitrary<Media> media = Combinators.combine(
                        names.filter(name -> !name.isBlank()),
                        names.injectNull(0.3),
                        Arbitraries.longs().greaterOrEqual(0),
                        counts,
                        names.injectNull(0.3))
                .as((type, name, size, count, file) ->
                        new Media(type, name, name, size, count, count, count, file, name));
        Arbitrary<ForwardOrigin> forwards = Combinators.combine(
                        names.injectNull(0.3), ids.injectNull(0.3), ids.injectNull(0.3), times.injectNull(0.3))
                .as(ForwardOrigin::new);
        Arbitrary<Reply> replies = Combinators.combine(ids, ids.injectNull(0.5)).as(Reply::new);
        return Combinators.combine(
                        photos.list().ofMaxSize(3),
                        media.injectNull(0.5),
                        forwards.injectNull(0.5),
                        replies.injectNull(0.5),
                        ids.injectNull(0.5),
                        names.injectNull(0.5),
                        extras(names),
                        times.injectNull(0.5))
                .as(Content::new);
    }

    private static Arbitrary<SortedMap<String, JsonNode>> extras(Arbitrary<String> names) {
        Arbitrary<JsonNode> values = Arbitraries.of(
                        "null",
                        "true",
                        "7",
                        "-9007199254740993",
                        "1.50",
                        "1E+400",
                        "\"x\"",
                        "[1,[],{}]",
                        "{\"b\":1,\"a\":0.1}")
                .map(MessageJsonPropertyTest::asRead);
        return Arbitraries.maps(
                        names.filter(name -> !MessageJson.FIELDS.contains(name)).map(UnknownFields::escaped), values)
                .ofMaxSize(3)
                .map(TreeMap::new);
    }

    /** A node of the class that reading JSON gives. */
    private static JsonNode asRead(String json) {
        String message =
                "{\"channelId\":1,\"messageId\":1,\"position\":0,\"kind\":\"posted\",\"timestamp\":\"2026-01-01T00:00:00Z\","
                        + "\"receivedAt\":\"2026-01-01T00:00:00Z\",\"source\":\"user\",\"account\":\"a\",\"field\":"
                        + json + "}";
        return requireNonNull(
                MessageJson.decode(message.getBytes(UTF_8)).extra().get("field"));
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    private record Content(
            List<Photo> photos,
            @Nullable Media media,
            @Nullable ForwardOrigin forward,
            @Nullable Reply reply,
            @Nullable Long number,
            @Nullable String author,
            SortedMap<String, JsonNode> extra,
            @Nullable Instant editedAt) {

        Message message(
                long channel,
                long id,
                long position,
                MessageKind kind,
                Instant time,
                String text,
                MessageSource source) {
            if (kind == MessageKind.DELETED) {
                return Message.deletion(channel, id, time, time, source, text).accepted(kind, position);
            }
            List<TextEntity> entities = new ArrayList<>();
            if (!text.isEmpty()) {
                entities.add(new TextEntity("bold", 0, text.length(), Map.of("url", text)));
            }
            return new Message(
                    channel, id, position, kind, time, editedAt, null, time, source, text, text, entities, photos,
                    media, number, reply, forward, number, author, extra);
        }
    }
}
