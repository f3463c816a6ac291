package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Channel;

/** What a gateway still knows that has lost its journal. */
class TelegramNewJournalIT extends TelegramScene {
    @Test
    @Tag("slow")
    void theRegisteredChannelsAndNoOthersAreTakenAsBefore() throws IOException {
        Channel given = telegram.channel("Given up").joinedBy(reader);
        gateway.logIn(reader);
        watchAndPost();
        gateway.watch(given, "givenup");
        given.posts("while it was registered");
        gateway.awaitStored(given);
        gateway.delete("/channels/" + given.chatId());
        gateway.service().close();
        loseTheJournal();
        signals.posts(20, i -> "while away " + i);
        gateway.service().start();
        gateway.awaitConnected();

        gateway.awaitStored(signals);
        given.posts("for nobody");
        signals.posts("afterwards");
        gateway.awaitStored(signals);
        assertThat(gateway.stored(given))
                .containsValue("while it was registered")
                .doesNotContainValue("for nobody");
    }

    /** The gateway's own id stays: by it the database knows whose the channels are. */
    private void loseTheJournal() throws IOException {
        try (Stream<Path> files = Files.list(gateway.data())) {
            List<Path> journal = files.filter(
                            file -> file.getFileName().toString().startsWith("journal.db"))
                    .toList();
            for (Path file : journal) {
                Files.delete(file);
            }
        }
    }
}
