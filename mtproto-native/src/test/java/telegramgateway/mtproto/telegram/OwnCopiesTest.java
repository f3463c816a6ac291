package telegramgateway.mtproto.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.TestMessages;
import telegramgateway.mtproto.decode.TdIds;
import telegramgateway.mtproto.journal.Forwards;
import telegramgateway.mtproto.journal.Forwards.Forward;
import telegramgateway.mtproto.journal.Forwards.State;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

class OwnCopiesTest {
    private static final long DESTINATION = -1_009_000_000_000L;
    private static final int ROUNDS = 50;

    @TempDir
    private Path directory;

    private static ObjectNode copy(long id, long messageId) {
        ObjectNode copy = TdLibrary.request("message")
                .put("chat_id", DESTINATION)
                .put("id", id << TdIds.SERVER_ID_SHIFT)
                .put("is_channel_post", true);
        copy.putObject("forward_info")
                .putObject("origin")
                .put("@type", "messageOriginChannel")
                .put("chat_id", TestMessages.CHANNEL)
                .put("message_id", messageId << TdIds.SERVER_ID_SHIFT);
        return copy;
    }

    /** The update that confirms a copy is also the one that tells of it. */
    @Test
    void aCopyIsKnownAtEveryMomentOfItsConfirmation() throws InterruptedException {
        try (Journal journal = Journal.open(directory, 1 << 22, new TestClock())) {
            journal.ready();
            Forwards forwards = journal.forwards();
            OwnCopies ownCopies = new OwnCopies(forwards);
            for (long messageId = 1; messageId <= ROUNDS; messageId++) {
                ObjectNode copy = copy(1_000 + messageId, messageId);
                Forward forward = new Forward(
                        TestMessages.CHANNEL,
                        messageId,
                        DESTINATION,
                        1,
                        Origin.of(copy),
                        State.SENDING,
                        null,
                        0,
                        Instant.EPOCH);
                forwards.sending(List.of(forward));
                long copyId = 1_000 + messageId;
                Thread confirmation = Thread.ofPlatform().start(() -> forwards.sent(forward, copyId));
                do {
                    assertThat(ownCopies.contains(copy)).isTrue();
                } while (confirmation.isAlive());
                confirmation.join();
                assertThat(ownCopies.contains(copy)).isTrue();
            }
            assertThat(ownCopies.contains(copy(1, ROUNDS + 1))).isFalse();
        }
    }
}
