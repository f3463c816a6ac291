package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageEvent;

class ParkedRecoveryTest {
    private static final String LATER = "later";

    @TempDir
    private Path directory;

    private TestJournal gateway;
    private List<MessageEvent> events;

    @BeforeEach
    void open() {
        gateway = new TestJournal(directory, 4 << 20);
        events = gateway.append(
                LongStream.range(1, 6).mapToObj(id -> post(CHANNEL, id, "a")).toList());
        gateway.journal.targets().park(gateway.cache, events.subList(1, 4), LATER);
        gateway.journal.targets().advance(gateway.cache, events.getLast().position(), 2, 0);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private long position(int index) {
        return events.get(index).position();
    }

    @Test
    void whatTheOtherSideHasAfterAllCountsAsDelivered() {
        gateway.journal.targets().recovered(gateway.cache, List.of(position(1), position(3), position(4)));
        gateway.reopen();

        assertThat(gateway.books("cache")).isEqualTo(new TargetBooks("cache", 5, 4, 1, 0, 0, 0));
        assertThat(gateway.deliver(gateway.cache)).isZero();
    }

    @Test
    void whatIsParkedForOneReasonIsFoundInItsOrder() {
        gateway.journal.targets().parkedBecause(gateway.cache, position(2), "never");

        assertThat(gateway.journal.targets().parkedFor("cache", LATER, 0, 10))
                .containsOnlyKeys(position(1), position(3))
                .containsEntry(position(1), events.get(1).json());
        assertThat(gateway.journal.targets().parkedFor("cache", LATER, position(1), 10))
                .containsOnlyKeys(position(3));
        assertThat(gateway.journal.targets().parkedFor("cache", LATER, 0, 1)).containsOnlyKeys(position(1));
        assertThat(gateway.journal.targets().parkedFor("database", LATER, 0, 10))
                .isEmpty();
        assertThat(gateway.books("cache").balanced()).isTrue();
    }
}
