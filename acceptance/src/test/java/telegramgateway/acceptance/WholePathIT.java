package telegramgateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import telegramgateway.control.ImportJob;
import telegramgateway.demo.ExportContent;
import telegramgateway.demo.Finding;
import telegramgateway.demo.GatewayPorts;
import telegramgateway.demo.LocalGateway;
import telegramgateway.demo.Replay;
import telegramgateway.demo.SampleExport;
import telegramgateway.demo.StoredMessages;
import telegramgateway.demo.Verification;

/** Every message of an export is accounted for in journal, database, cache, feed and signals. */
@Tag("main-job")
class WholePathIT {

    /** The bundled sample was written with this many signals. */
    private static final long SIGNALS_IN_SAMPLE = 85;

    @Test
    void theSampleArrivesEverywhereAndItsSignalsAreFound() throws IOException, SQLException {
        try (LocalGateway gateway = started()) {
            replayAndVerify(gateway, SampleExport.file());
            assertThat(new StoredMessages(gateway.database()).signals()).isEqualTo(SIGNALS_IN_SAMPLE);
        }
    }

    @Test
    void theSameExportOnceMoreChangesNothing() throws IOException, SQLException {
        Path export = SampleExport.file();
        try (LocalGateway gateway = started()) {
            replayAndVerify(gateway, export);
            StoredMessages stored = new StoredMessages(gateway.database());
            long events = stored.events();

            ImportJob again = new Replay(gateway).run(export, "max", "UTC");

            assertThat(again.accepted()).isZero();
            assertThat(stored.events()).isEqualTo(events);
        }
    }

    @TestFactory
    Stream<DynamicTest> realExportsArriveEverywhere() throws IOException {
        return SharedData.exports().stream()
                .map(export -> DynamicTest.dynamicTest(export.getFileName().toString(), () -> {
                    try (LocalGateway gateway = started()) {
                        replayAndVerify(gateway, export);
                    }
                }));
    }

    private static LocalGateway started() {
        LocalGateway gateway = LocalGateway.prepare(GatewayPorts.free());
        try {
            gateway.startServices();
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private static void replayAndVerify(LocalGateway gateway, Path export) throws IOException, SQLException {
        Replay replay = new Replay(gateway);
        ImportJob job = replay.run(export, "max", "UTC");
        replay.awaitArrival();
        List<Finding> findings = new Verification(gateway, ExportContent.read(export)).run(job);
        assertThat(findings).allMatch(Finding::holds);
    }
}
