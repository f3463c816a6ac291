package telegramgateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
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
import telegramgateway.local.LocalPgBouncer;

/** Every message of an export is accounted for in journal, database, cache, feed and signals. */
@Tag("main-job")
class WholePathIT {

    /** The bundled sample was written with this many signals. */
    private static final long SIGNALS_IN_SAMPLE = 85;

    /** The gateway looks at the pool every 5 s. */
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(30);

    @Test
    void theSampleArrivesEverywhereAndItsSignalsAreFound() throws IOException, SQLException {
        try (LocalGateway gateway = started()) {
            replayAndVerify(gateway, SampleExport.file());
            assertThat(new StoredMessages(gateway.database()).signals()).isEqualTo(SIGNALS_IN_SAMPLE);
        }
    }

    /** All of the above with the services on PgBouncer's port, and the gateway telling how full the pool is. */
    @Test
    void theSampleArrivesEverywhereThroughPgBouncer() throws IOException, SQLException {
        assumeTrue(LocalPgBouncer.isInstalled(), LocalPgBouncer.MISSING);
        try (LocalGateway gateway = started(LocalGateway.prepareBehindPgBouncer(GatewayPorts.free()))) {
            replayAndVerify(gateway, SampleExport.file());
            assertThat(new StoredMessages(gateway.database()).signals()).isEqualTo(SIGNALS_IN_SAMPLE);
            await().atMost(LOOK_LIMIT)
                    .untilAsserted(() -> assertThat(metrics(gateway))
                            .contains("pgbouncer_up 1.0")
                            .contains("pgbouncer_pools_sv_used{user=\"telegram_gateway_native\"}")
                            .contains("pgbouncer_pools_sv_active{user=\"telegram_gateway_api\"}")
                            .contains("pgbouncer_pools_sv_active{user=\"tp_capital\"}"));
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
    @Tag("slow")
    Stream<DynamicTest> realExportsArriveEverywhere() throws IOException {
        return SharedData.exports().stream()
                .map(export -> DynamicTest.dynamicTest(export.getFileName().toString(), () -> {
                    try (LocalGateway gateway = started()) {
                        replayAndVerify(gateway, export);
                    }
                }));
    }

    private static LocalGateway started() {
        return started(LocalGateway.prepare(GatewayPorts.free()));
    }

    private static LocalGateway started(LocalGateway gateway) {
        try {
            gateway.startServices();
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private static String metrics(LocalGateway gateway) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = gateway.mtprotoNative().url().resolve("/metrics");
            return client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
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
