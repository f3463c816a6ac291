package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import telegramgateway.message.feed.CacheAnswer;
import telegramgateway.message.feed.CacheAnswer.Hit;
import telegramgateway.message.feed.CacheAnswer.Miss;
import telegramgateway.message.feed.CacheAnswer.Reason;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.StoreUnavailableException;

/** What a reader makes of the two steps' replies. */
class CacheReaderTest {
    private static final long CHANNEL = -1001;

    private final CannedRedis redis = new CannedRedis();
    private final CacheReader reader = new CacheReader(redis);

    @Test
    void aFeedThatIsCompleteAboveTheCursorIsAHit() {
        redis.step("10", "30", "8", "30", "7", "20", "8", "30");
        redis.message(7, 20);
        redis.message(8, 30);

        assertThat(reader.read(CHANNEL, 10, 2)).isInstanceOfSatisfying(Hit.class, hit -> {
            assertThat(hit.entries()).extracting(FeedEntry::messageId).containsExactly(7L, 8L);
            assertThat(hit.entries()).extracting(FeedEntry::position).containsExactly(20L, 30L);
            assertThat(hit.entries().getFirst().json()).isEqualTo(redis.json(7));
            assertThat(hit.nextCursor()).isEqualTo(30);
            assertThat(hit.alive()).isTrue();
        });
    }

    @Test
    void anEndIsAliveOnlyWhileTheHeadIsAsserted() {
        redis.step("10", null, "7", "20");

        assertThat(read(20)).isEqualTo(new Hit(List.of(), 20, 20, false));
    }

    @Test
    void anAssertedHeadIsKnownThoughTheFeedHasNotReachedIt() {
        redis.step("10", "25", "7", "20");

        assertThat(read(20)).isEqualTo(new Hit(List.of(), 20, 25, true));
    }

    @Test
    void aHeadThatIsAssertedLateLowersNothing() {
        redis.step("10", "15", "7", "20");

        assertThat(read(20)).isEqualTo(new Hit(List.of(), 20, 20, true));
    }

    @Test
    void nothingBehindTheCursorNeedsNoSecondStep() {
        redis.step("10", "20", "7", "20");
        redis.failing(null, new StoreUnavailableException("No second step", new IllegalStateException("test")));

        assertThat(read(20)).isInstanceOf(Hit.class);
    }

    @Test
    void withoutAFeedThereIsNoAnswer() {
        redis.step(null, "20", null, null);

        assertThat(read(0)).isEqualTo(new Miss(Reason.ABSENT, 20));
    }

    @Test
    void belowTheFloorThereIsNoAnswerAndAtItThereIs() {
        redis.step("10", null, "floor", "10");

        assertThat(read(9)).isEqualTo(new Miss(Reason.BELOW_FLOOR, 0));
        assertThat(read(10)).isEqualTo(new Hit(List.of(), 10, 0, false));
    }

    @Test
    void aMessageWhoseJsonIsGoneIsNoAnswerForThePage() {
        redis.step("10", "30", "8", "30", "7", "20", "8", "30");
        redis.message(7, 20);

        assertThat(read(10)).isEqualTo(new Miss(Reason.JSON_MISSING, 30));
    }

    @Test
    void aJsonThatIsOlderThanItsPlaceIsNoAnswerForThePage() {
        redis.step("10", "30", "8", "30", "7", "20", "8", "30");
        redis.message(7, 20);
        redis.message(8, 29);

        assertThat(read(10)).isEqualTo(new Miss(Reason.JSON_STALE, 30));
    }

    @Test
    void aJsonThatIsNoneIsNoAnswerForThePage() {
        redis.step("10", "20", "7", "20", "7", "20");
        redis.values.put(CacheKeys.message(CHANNEL, 7), "{".getBytes(UTF_8));

        assertThat(read(10)).isEqualTo(new Miss(Reason.JSON_STALE, 20));
    }

    @Test
    void aNewerJsonWaitsForItsPlaceAndTheCursorPassesTheOldOne() {
        redis.step("10", "30", "8", "30", "7", "20", "8", "30");
        redis.message(7, 40);
        redis.message(8, 30);

        assertThat(read(10)).isInstanceOfSatisfying(Hit.class, hit -> {
            assertThat(hit.entries()).extracting(FeedEntry::messageId).containsExactly(8L);
            assertThat(hit.nextCursor()).isEqualTo(30);
            assertThat(hit.knownHead()).as("so more follows").isEqualTo(40);
        });
    }

    @Test
    void aNewerJsonAtTheEndDoesNotCarryTheCursorAway() {
        redis.step("10", "20", "7", "20", "7", "20");
        redis.message(7, 40);

        assertThat(read(10)).isEqualTo(new Hit(List.of(), 20, 40, true));
    }

    @Test
    void aRedisThatRefusesEitherStepIsAnError() {
        StoreUnavailableException away = new StoreUnavailableException("away", new IllegalStateException("test"));
        redis.failing(away, null);
        assertThat(read(10)).isEqualTo(new Miss(Reason.ERROR, 0));
        assertThat(reader.head(CHANNEL)).isEmpty();

        redis.failing(null, away);
        redis.step("10", "20", "7", "20", "7", "20");
        assertThat(read(10)).as("the first step's head is known").isEqualTo(new Miss(Reason.ERROR, 20));
    }

    @Test
    void aReplyThatIsNoneOfOursIsAnError() {
        List<List<@Nullable Object>> replies = new ArrayList<>();
        replies.add(List.of());
        replies.add(Arrays.asList(bytes("10"), null, null, null));
        replies.add(Arrays.asList(bytes("10"), null, null, null, bytes("7")));
        replies.add(Arrays.asList(bytes("10"), null, null, null, List.of(bytes("7"))));
        replies.add(Arrays.asList(bytes("ten"), null, null, null, List.of()));
        replies.add(Arrays.asList(bytes("10"), null, null, null, List.of(bytes("seven"), bytes("20"))));
        for (List<@Nullable Object> reply : replies) {
            redis.step = reply;
            assertThat(read(10)).isEqualTo(new Miss(Reason.ERROR, 0));
            assertThat(reader.head(CHANNEL)).isEmpty();
        }
    }

    @Test
    void theHeadIsToldOnlyWhileItIsAsserted() {
        redis.step("10", "30", "7", "20");
        assertThat(reader.head(CHANNEL)).hasValue(30);

        redis.step("10", null, "7", "20");
        assertThat(reader.head(CHANNEL)).isEmpty();
    }

    private CacheAnswer read(long cursor) {
        return reader.read(CHANNEL, cursor, 10);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Answers the two steps with what it was given. */
    private static final class CannedRedis implements Redis {
        private List<@Nullable Object> step = List.of();
        private final Map<String, byte[]> values = new HashMap<>();
        private @Nullable StoreUnavailableException firstFails;
        private @Nullable StoreUnavailableException secondFails;

        void step(
                @Nullable String floor,
                @Nullable String alive,
                @Nullable String highest,
                @Nullable String score,
                String... ids) {
            List<Object> places = new ArrayList<>();
            for (String id : ids) {
                places.add(bytes(id));
            }
            step = Arrays.asList(optional(floor), optional(alive), optional(highest), optional(score), places);
        }

        void message(long messageId, long position) {
            values.put(
                    CacheKeys.message(CHANNEL, messageId),
                    TestMessages.event(CHANNEL, messageId, position, 0).json());
        }

        byte @Nullable [] json(long messageId) {
            return values.get(CacheKeys.message(CHANNEL, messageId));
        }

        void failing(@Nullable StoreUnavailableException first, @Nullable StoreUnavailableException second) {
            firstFails = first;
            secondFails = second;
        }

        private static byte @Nullable [] optional(@Nullable String text) {
            return text == null ? null : bytes(text);
        }

        @Override
        public List<@Nullable Object> run(ScriptCall call) {
            if (firstFails != null) {
                throw firstFails;
            }
            return step;
        }

        @Override
        public List<byte @Nullable []> get(List<String> keys) {
            if (secondFails != null) {
                throw secondFails;
            }
            List<byte @Nullable []> found = new ArrayList<>();
            keys.forEach(key -> found.add(values.get(key)));
            return found;
        }

        @Override
        public List<List<@Nullable Object>> runAll(List<ScriptCall> calls) {
            throw new UnsupportedOperationException("A reader writes nothing");
        }

        @Override
        public void ping() {
            throw new UnsupportedOperationException("A reader reads");
        }
    }
}
