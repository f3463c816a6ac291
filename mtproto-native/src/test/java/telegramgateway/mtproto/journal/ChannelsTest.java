package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.TestMessages.CHANNEL;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.database.ChannelTitle;

class ChannelsTest {
    @TempDir
    private Path directory;

    @Test
    void aSourceThatDoesNotKnowThePublicNameLeavesTheKnownOne() {
        try (TestJournal gateway = new TestJournal(directory, 4 << 20)) {
            gateway.journal.name(new ChannelTitle(CHANNEL, "Old", "known", "public_channel"));
            gateway.journal.name(new ChannelTitle(CHANNEL, "New", null, "public_channel"));
            ChannelTitle expected = new ChannelTitle(CHANNEL, "New", "known", "public_channel");

            assertThat(gateway.journal.titles()).containsEntry(CHANNEL, expected);
            gateway.reopen();
            assertThat(gateway.journal.titles()).containsEntry(CHANNEL, expected);
        }
    }
}
