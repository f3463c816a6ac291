package telegramgateway.acceptance;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.control.ImportJob;
import telegramgateway.control.ImportRequest;
import telegramgateway.demo.ExportContent;
import telegramgateway.demo.Finding;
import telegramgateway.demo.GatewayPorts;
import telegramgateway.demo.LocalGateway;
import telegramgateway.demo.Replay;
import telegramgateway.demo.Verification;

/** An import that is far larger than the heap of the services, which is 256 MB each. */
@Tag("slow")
class HugeImportIT {

    private static final int MESSAGES = 150_000;
    private static final long LEAST_BYTES = 140_000_000;
    private static final String LONG_TEXT = "\\nAtivo: ZEPTW32 Compra: 1,04 a 1,06 🟢".repeat(20);

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 15, unit = MINUTES)
    void everyMessageIsStored() throws IOException, SQLException {
        Path export = LargeExport.write(directory.resolve("result.json"), MESSAGES, LONG_TEXT);
        assertThat(Files.size(export)).isGreaterThan(LEAST_BYTES);
        try (LocalGateway gateway = LocalGateway.prepare(GatewayPorts.free())) {
            gateway.startServices();
            String id = gateway.control().startImport(export, new ImportRequest("import", "max", null, false, "huge"));
            await().atMost(10, MINUTES).until(() -> !gateway.control().job(id).isRunning());
            new Replay(gateway).awaitArrival();

            ImportJob job = gateway.control().job(id);
            assertThat(job.accepted()).isEqualTo(MESSAGES);
            assertThat(new Verification(gateway, ExportContent.read(export)).run(job))
                    .allMatch(Finding::holds);
        }
    }
}
