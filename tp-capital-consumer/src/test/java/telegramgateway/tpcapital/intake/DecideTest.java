package telegramgateway.tpcapital.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.tpcapital.store.Decision;
import telegramgateway.tpcapital.store.Outcome;

class DecideTest {
    private static final long CHANNEL = -1001649127710L;
    private static final long POSITION = 1_700_000_000_000_000L;

    @Test
    void aSignalBecomesARowWithItsSource() {
        Decision decision = on(message("Ativo: PETR4\\nCompra: 28,50\\nAlvo: 29,00\\nStop: 28,00"));
        assertThat(decision.outcome()).isEqualTo(Outcome.SIGNAL);
        assertThat(decision.reason()).isNull();
        assertThat(decision.position()).isEqualTo(POSITION);
        assertThat(decision.signal())
                .extracting(signal -> signal.source() + " " + signal.sentAt())
                .isEqualTo("user 2026-01-02T13:04:05Z");
    }

    @Test
    void anIncompleteSignalThatCanBeActedOnIsARowThatNamesWhatIsMissing() {
        Decision decision = on(message("Ativo: PETR4\\nCompra: 28,50\\nAlvo: 29,00\\nStop:"));
        assertThat(decision.outcome()).isEqualTo(Outcome.SIGNAL);
        assertThat(decision.reason()).isEqualTo("missing stop");
    }

    @Test
    void whatSaysTooLittleIsNoRow() {
        Decision decision = on(message("Ativo: PETR4\\nStop: 28,00"));
        assertThat(decision.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(decision.reason()).isEqualTo("missing side,entry,target");
        assertThat(decision.signal()).isNull();
    }

    @Test
    void anythingElseHasAReason() {
        assertThat(on(message("Bom dia, investidor!")))
                .extracting(Decision::outcome, Decision::reason)
                .containsExactly(Outcome.NOT_A_SIGNAL, "greeting");
    }

    @Test
    void aDeletionIsDatedByTelegram() {
        Decision decision = on("""
                {"channelId":%d,"messageId":7,"position":%d,"kind":"deleted","deletedAt":"2026-01-02T14:00:00.000Z",\
                "receivedAt":"2026-01-02T14:00:01.000Z","source":"user","account":"main"}""".formatted(CHANNEL, POSITION));
        assertThat(decision.outcome()).isEqualTo(Outcome.DELETED);
        assertThat(decision.changedAt()).isEqualTo(Instant.parse("2026-01-02T14:00:00Z"));
    }

    @Test
    void theJsonOfAnotherMessageFails() {
        Decision decision = on(message("x").replace("\"messageId\":7", "\"messageId\":8"));
        assertThat(decision)
                .extracting(Decision::messageId, Decision::outcome, Decision::reason)
                .containsExactly(7L, Outcome.FAILED, "the JSON is of another message");
    }

    @Test
    void aMessageThatCannotBeDecodedFailsAtThePositionOfTheFeed() {
        Decision decision = on("{\"channelId\":1}");
        assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(decision.reason()).startsWith("the JSON is no message: ");
        assertThat(decision.position()).isEqualTo(POSITION);
    }

    @Property(tries = 200)
    void nothingIsTooBrokenToBeDecided(@ForAll byte[] garbage) {
        Decision decision = Decide.on(CHANNEL, new FeedEntry(7, POSITION, garbage));
        assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(decision.reason()).doesNotContain("\0").hasSizeLessThanOrEqualTo(200);
    }

    private static Decision on(String json) {
        return Decide.on(CHANNEL, new FeedEntry(7, POSITION, json.getBytes(UTF_8)));
    }

    private static String message(String text) {
        return """
                {"channelId":%d,"messageId":7,"position":%d,"kind":"posted","timestamp":"2026-01-02T13:04:05.000Z",\
                "receivedAt":"2026-01-02T13:04:06.000Z","source":"user","account":"main","text":"%s",\
                "entities":[],"photos":[]}""".formatted(CHANNEL, POSITION, text);
    }
}
