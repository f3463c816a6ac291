package telegramgateway.mtproto.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.SENT;
import static telegramgateway.mtproto.TestMessages.deletion;
import static telegramgateway.mtproto.TestMessages.edit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageSource;
import telegramgateway.message.database.KnownMessage;

class VerdictTest {

    private static KnownMessage known(String text, @Nullable Instant editedAt, boolean deleted) {
        byte[] hash = MessageJson.contentHash(edit(CHANNEL, 1, text, editedAt, MessageSource.USER));
        return new KnownMessage(CHANNEL, 1, 5, SENT, editedAt, deleted, hash);
    }

    private static Verdict verdict(Message observation, @Nullable KnownMessage known) {
        return Verdict.of(observation, MessageJson.contentHash(observation), known);
    }

    private static @Nullable Instant minute(@Nullable Integer minute) {
        return minute == null ? null : SENT.plusSeconds(60L * minute);
    }

    @ParameterizedTest
    @EnumSource(MessageSource.class)
    void anUnknownMessageIsPostedOrLeavesATombstone(MessageSource source) {
        assertThat(verdict(edit(CHANNEL, 1, "a", null, source), null)).isEqualTo(Verdict.POSTED);
        assertThat(verdict(edit(CHANNEL, 1, "a", minute(1), source), null)).isEqualTo(Verdict.POSTED);
        assertThat(verdict(deletion(CHANNEL, 1, source), null)).isEqualTo(Verdict.DELETED);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # known, observed, equal text, live, file
                        ,   , true , UNCHANGED, UNCHANGED
                        ,   , false, EDITED   , STALE
                        , 1 , true , EDITED   , EDITED
                        , 1 , false, EDITED   , EDITED
                    1   ,   , true , STALE    , STALE
                    1   ,   , false, STALE    , STALE
                    1   , 1 , true , UNCHANGED, UNCHANGED
                    1   , 1 , false, EDITED   , STALE
                    1   , 2 , false, EDITED   , EDITED
                    2   , 1 , false, STALE    , STALE
                    """)
    void theEditDateDecidesAndThenTheContent(
            @Nullable Integer known, @Nullable Integer observed, boolean equal, Verdict live, Verdict file) {
        String text = equal ? "a" : "b";
        for (MessageSource source : MessageSource.values()) {
            boolean isFile = source == MessageSource.REPLAY || source == MessageSource.IMPORT;
            assertThat(verdict(edit(CHANNEL, 1, text, minute(observed), source), known("a", minute(known), false)))
                    .as("from %s", source)
                    .isEqualTo(isFile ? file : live);
        }
    }

    @ParameterizedTest
    @EnumSource(MessageSource.class)
    void aDeletedMessageStaysDeleted(MessageSource source) {
        KnownMessage deleted = known("a", null, true);

        assertThat(verdict(deletion(CHANNEL, 1, source), deleted)).isEqualTo(Verdict.UNCHANGED);
        assertThat(verdict(edit(CHANNEL, 1, "b", minute(9), source), deleted)).isEqualTo(Verdict.STALE);
    }

    @Test
    void aLiveMessageCanBeDeleted() {
        assertThat(verdict(deletion(CHANNEL, 1, MessageSource.USER), known("a", minute(3), false)))
                .isEqualTo(Verdict.DELETED);
    }
}
