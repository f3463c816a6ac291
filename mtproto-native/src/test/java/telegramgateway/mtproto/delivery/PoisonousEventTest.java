package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageEvent;
import telegramgateway.mtproto.journal.TargetBooks;
import telegramgateway.mtproto.push.EndpointOnLoopback;
import telegramgateway.mtproto.push.EndpointOnLoopback.Answered;

/** An endpoint that takes everything but one event, for which it answers 500. */
class PoisonousEventTest {
    private static final long ONE = -1_001L;
    private static final long TWO = -1_002L;

    /** Always has something new, so that the endpoint shows that it is there. */
    private static final long BUSY = -1_003L;

    @TempDir
    private Path directory;

    private final EndpointOnLoopback endpoint = new EndpointOnLoopback();
    private PushingGateway gateway;
    private MessageEvent poison;

    @BeforeEach
    void open() {
        gateway = new PushingGateway(directory, endpoint.address());
        poison();
    }

    private void poison() {
        gateway.open();
        gateway.append(5, ONE, TWO);
        poison = gateway.accepted.get(4); // the third of channel ONE
        endpoint.behaviour =
                message -> message.position() == poison.position() ? new Answered(500, "") : EndpointOnLoopback.TAKES;
        gateway.run();
        awaitParked(3);
    }

    @AfterEach
    void close() {
        gateway.close();
        endpoint.close();
        assertThat(endpoint.wrong).isEmpty();
    }

    /** So many are parked in the end, and the others delivered. */
    private void awaitParked(int parked) {
        gateway.eventually(() -> {
            if (gateway.books().parked() < parked) {
                gateway.append(1, BUSY);
            }
            assertThatAllIsDecided(parked);
        });
    }

    private void assertThatAllIsDecided(int parked) {
        int all = gateway.accepted.size();
        assertThat(gateway.books()).isEqualTo(new TargetBooks("push", all, all - parked, parked, 0, 0, 0));
    }

    private void assertThatAllIsTaken() {
        assertThat(endpoint.positions(ONE)).isEqualTo(gateway.positions(ONE));
        assertThat(endpoint.positions(TWO)).isEqualTo(gateway.positions(TWO));
        int all = gateway.accepted.size();
        assertThat(gateway.books()).isEqualTo(new TargetBooks("push", all, all, 0, 0, 0, 0));
        assertThat(gateway.push().queue().size()).isZero();
    }

    @Test
    void laterEventsOfItsChannelWaitBehindItAndOtherChannelsGoOn() throws Exception {
        gateway.append(5, ONE, TWO);
        awaitParked(8);

        assertThat(endpoint.positions(ONE)).isEqualTo(gateway.positions(ONE).subList(0, 2));
        assertThat(endpoint.positions(TWO)).isEqualTo(gateway.positions(TWO));
        assertThat(gateway.push().queue().channels()).containsOnlyKeys(ONE).containsEntry(ONE, 8L);
        assertThat(Files.readAllLines(gateway.queueFile)).hasSize(8);
        gateway.eventually(() -> assertThat(gateway.problem()).isEqualTo("none"));
    }

    @Test
    void recoveringKeepsWhatFailsAndLaterTakesAllInOrder() {
        gateway.recover();
        gateway.eventually(() -> assertThat(gateway.recovery()).isEqualTo("done 0 0 3"));
        assertThat(gateway.books().parked()).isEqualTo(3);
        endpoint.behaviour = _ -> EndpointOnLoopback.TAKES;
        gateway.recover();
        // The gateway may have been faster by itself.
        gateway.eventually(() -> assertThat(gateway.recovery()).matches("done [03] 0 0"));

        gateway.append(2, ONE);
        gateway.eventually(this::assertThatAllIsTaken);
    }

    @Test
    void whatIsRefusedForGoodWhileRecoveringStaysParkedAndFreesTheOthers() {
        endpoint.behaviour =
                message -> message.position() == poison.position() ? new Answered(400, "") : EndpointOnLoopback.TAKES;
        gateway.recover();
        gateway.eventually(() -> assertThat(gateway.recovery()).matches("done (2 1|0 0) 0"));

        assertThatAllIsDecided(1);
        assertThat(gateway.journal().targets().parked(9).getFirst().reason()).isEqualTo("HTTP 400");
        gateway.restart();
        gateway.append(2, ONE);
        awaitParked(1);
        assertThat(gateway.push().queue().size()).isZero();
    }

    @Test
    void aStartTriesOnceMore() {
        gateway.stop();
        endpoint.behaviour = _ -> EndpointOnLoopback.TAKES;
        gateway.start().eventually(this::assertThatAllIsTaken);
    }

    @Test
    void aLineWithoutItsNoteInTheJournalComesOnceAgainFromThere() {
        gateway.stop();
        gateway.open();
        MessageEvent next = gateway.append(1, TWO).getFirst();
        gateway.push().queue().put(List.of(next.json())); // and then the process was killed
        gateway.run().eventually(() -> assertThat(endpoint.positions(TWO)).isEqualTo(gateway.positions(TWO)));

        awaitParked(3);
        assertThat(gateway.push().queue().channels()).containsOnlyKeys(ONE);
    }

    @Test
    void aLineThatWasRecoveredAndNotYetTakenOutIsARepeat() throws IOException {
        List<String> lines = Files.readAllLines(gateway.queueFile);
        endpoint.behaviour = _ -> EndpointOnLoopback.TAKES;
        gateway.recover();
        gateway.eventually(this::assertThatAllIsTaken);
        gateway.stop();
        Files.write(gateway.queueFile, lines); // as if it had been killed before it took them out
        gateway.start().append(2, ONE);

        gateway.eventually(this::assertThatAllIsTaken);
    }

    @Test
    void linesThatTheFileLostAreThereAgainFromTheJournal() throws IOException {
        gateway.stop();
        List<String> lines = Files.readAllLines(gateway.queueFile);
        Files.delete(gateway.queueFile);
        gateway.start();
        gateway.eventually(() -> assertThat(linesWithoutTime()).hasSize(3));

        assertThat(linesWithoutTime())
                .isEqualTo(lines.stream().map(PoisonousEventTest::withoutTime).toList());
        assertThatAllIsDecided(3);
        endpoint.behaviour = _ -> EndpointOnLoopback.TAKES;
        gateway.recover();
        gateway.eventually(this::assertThatAllIsTaken);
    }

    @Test
    void aLastLineThatIsCutOffIsMovedAsideAndPutBack() throws IOException {
        gateway.stop();
        String whole = Files.readString(gateway.queueFile);
        Files.writeString(
                gateway.queueFile, whole.substring(0, whole.length() - 40), StandardOpenOption.TRUNCATE_EXISTING);
        gateway.start();

        gateway.eventually(() -> assertThat(linesWithoutTime()).hasSize(3));
        endpoint.behaviour = _ -> EndpointOnLoopback.TAKES;
        gateway.recover();
        gateway.eventually(this::assertThatAllIsTaken);
    }

    @Test
    void aFullFailureQueueHoldsTheCursorUntilThereIsRoom() throws IOException {
        gateway.stop();
        long full = Files.size(gateway.queueFile);
        gateway.with(gateway.options(3, full + 10)).start().append(2, ONE, TWO);
        gateway.eventually(() -> assertThat(gateway.problem()).contains("has reached its limit"));

        assertThat(gateway.books().parked()).isEqualTo(3);
        assertThat(gateway.books().pending()).isPositive();
        assertThat(gateway.books().balanced()).isTrue();
        endpoint.behaviour = _ -> EndpointOnLoopback.TAKES;
        gateway.recover();
        gateway.eventually(this::assertThatAllIsTaken);
    }

    private List<String> linesWithoutTime() {
        try {
            return Files.readAllLines(gateway.queueFile).stream()
                    .map(PoisonousEventTest::withoutTime)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withoutTime(String line) {
        return line.substring(0, line.indexOf(",\"failedAt\""));
    }
}
