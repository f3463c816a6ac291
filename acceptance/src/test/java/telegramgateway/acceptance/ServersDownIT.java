package telegramgateway.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.control.ImportJob;
import telegramgateway.control.ImportRequest;
import telegramgateway.demo.ExportContent;
import telegramgateway.demo.Finding;
import telegramgateway.demo.GatewayPorts;
import telegramgateway.demo.LocalGateway;
import telegramgateway.demo.Replay;
import telegramgateway.demo.SampleExport;
import telegramgateway.demo.ServiceProcess;
import telegramgateway.demo.Verification;

/** A server that is down: the services start, say that they are degraded, and recover by themselves. */
@Tag("main-job")
class ServersDownIT {

    private final Path export = SampleExport.file();
    private LocalGateway gateway;

    @BeforeEach
    void prepare() {
        gateway = LocalGateway.prepare(GatewayPorts.free());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void redisDownAtStart() throws IOException, SQLException {
        gateway.redis().stop();
        gateway.startServices();
        awaitHealth("degraded");

        gateway.redis().restart();
        awaitHealth("healthy");
        assertThatTheSampleArrives(gateway.control().startImport(export, replay()));
    }

    @Test
    void databaseDownAtStart() throws IOException, SQLException {
        gateway.postgres().stop();
        gateway.startServices();
        awaitHealth("degraded");
        // Handed over before the gateway can know what the database holds: it waits.
        String job = gateway.control().startImport(export, replay());

        gateway.postgres().restart();
        awaitHealth("healthy");
        assertThatTheSampleArrives(job);
    }

    @Test
    void bothCrashInTheMiddle() throws IOException, SQLException {
        gateway.startServices();
        String job = gateway.control().startImport(export, replay());
        gateway.redis().kill();
        gateway.postgres().kill();
        await().atMost(60, SECONDS).until(() -> gateway.services().stream().noneMatch(ServersDownIT::isHealthy));

        gateway.postgres().restart();
        gateway.redis().restart();
        awaitHealth("healthy");
        assertThatTheSampleArrives(job);
    }

    private static ImportRequest replay() {
        return new ImportRequest("replay", "max", null, false, "sample");
    }

    private static boolean isHealthy(ServiceProcess service) {
        return service.health().equals("healthy");
    }

    private void awaitHealth(String status) {
        for (ServiceProcess service : gateway.services()) {
            await(service.name() + " to be " + status)
                    .atMost(60, SECONDS)
                    .until(() -> service.health().equals(status));
        }
    }

    private void assertThatTheSampleArrives(String jobId) throws IOException, SQLException {
        await().atMost(60, SECONDS).until(() -> !gateway.control().job(jobId).isRunning());
        new Replay(gateway).awaitArrival();
        ImportJob job = gateway.control().job(jobId);
        assertThat(new Verification(gateway, ExportContent.read(export)).run(job))
                .allMatch(Finding::holds);
    }
}
