package telegramgateway.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.control.ImportJob;
import telegramgateway.control.ImportRequest;
import telegramgateway.demo.ExportContent;
import telegramgateway.demo.Finding;
import telegramgateway.demo.GatewayPorts;
import telegramgateway.demo.LocalGateway;
import telegramgateway.demo.Replay;
import telegramgateway.demo.Verification;

/**
 * Kills mtproto-native with SIGKILL at random points of an import and of a replay, starts it again, and compares every
 * tier with the file: nothing is lost and nothing is there twice.
 */
@Tag("main-job")
class KilledGatewayIT {

    private static final int MESSAGES = 20_000;
    private static final int KILLS = 4;
    private static final Duration NEXT_PROGRESS = Duration.ofMillis(1);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"import", "replay"})
    void losesNothingAndDoublesNothing(String mode) throws IOException, SQLException {
        verifyWithKills(mode, System.nanoTime(), MESSAGES, KILLS);
    }

    @Test
    @Tag("soak")
    void losesNothingAndDoublesNothingInManyRounds() throws IOException, SQLException {
        long seed = System.nanoTime();
        for (int round = 0; round < 10; round++) {
            verifyWithKills(round % 2 == 0 ? "import" : "replay", seed + round, 4 * MESSAGES, 4 * KILLS);
        }
    }

    private void verifyWithKills(String mode, long seed, int messages, int kills) throws IOException, SQLException {
        Path export = LargeExport.write(directory.resolve("result.json"), messages);
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        try (LocalGateway gateway = LocalGateway.prepare(GatewayPorts.free())) {
            gateway.startServices();
            ImportRequest request = new ImportRequest(mode, "max", null, false, "killed");
            String job = gateway.control().startImport(export, request);
            for (int kill = 1; kill <= kills; kill++) {
                // Anywhere in the next part of the file; the last kills may come after its end.
                long at = messages * (kill - 1L) / kills + random.nextLong(messages / kills);
                killAt(gateway, job, at);
            }
            await().atMost(120, SECONDS).until(() -> !gateway.control().job(job).isRunning());
            new Replay(gateway).awaitArrival();

            assertThat(gateway.control().job(job).isDone()).isTrue();
            assertThat(new Verification(gateway, ExportContent.read(export)).tiers(0))
                    .describedAs("mode %s, seed %d", mode, seed)
                    .allMatch(Finding::holds);
        }
    }

    private static void killAt(LocalGateway gateway, String jobId, long received) {
        await().pollInterval(NEXT_PROGRESS).atMost(60, SECONDS).until(() -> {
            ImportJob job = gateway.control().job(jobId);
            return job.received() >= received || !job.isRunning();
        });
        gateway.mtprotoNative().kill();
        gateway.mtprotoNative().start();
    }
}
