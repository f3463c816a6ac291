package telegramgateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.demo.SampleExport;
import telegramgateway.local.LocalProcess;
import telegramgateway.local.LoopbackPort;

/** bin/stack as its user runs it, on the ports of the design: skipped where one of them is taken. */
@Tag("main-job")
@Tag("slow")
@Timeout(600)
class StackIT {
    private static final int[] PORTS = {4005, 4006, 4010, 5434, 6379, 6380, 6434, 26379, 5672, 15672, 15692};
    private static final Path BUILT = Path.of("..", "target", "built");
    private static final int CHANNELS_OF_THE_SAMPLE = 3;
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    private Path directory;

    private Path data;

    /** Started by root, the servers run as another user. */
    @BeforeEach
    void letTheServersPass() throws IOException {
        assumeTrue(IntStream.of(PORTS).allMatch(LoopbackPort::isFree), "one of the stack's ports is taken");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        data = directory.resolve("stack");
        // The build that runs this test has made everything; another one would take the jars from under its feet.
        Files.createDirectories(BUILT.getParent());
        Files.writeString(BUILT, "");
    }

    @AfterEach
    void down() throws IOException {
        run("down");
    }

    @Test
    void whatIsStoredIsThereAgainAfterDownAndUp() throws Exception {
        assertThat(run("status")).contains("is not running");

        assertThat(run("up")).contains("Everything is up.");
        assertThat(run("status").lines())
                .allMatch(line -> line.endsWith("healthy") || line.endsWith("running"), "is well")
                .hasSizeGreaterThanOrEqualTo(6);
        importTheSample();
        // What is accepted reaches the database a moment later.
        String stored = settledChannels();
        assertThat(run("down")).contains("Everything has ended");
        assertThat(IntStream.of(PORTS)).allMatch(LoopbackPort::isFree);

        run("up");
        assertThat(channels()).isEqualTo(stored);
    }

    /** Once all channels are there, no id is unknown, and nothing changes any more. */
    private String settledChannels() {
        AtomicReference<String> last = new AtomicReference<>("");
        await().pollInterval(LOOK).atMost(LIMIT).until(() -> {
            String now = channels();
            return now.equals(last.getAndSet(now))
                    && now.split("\"unknown\":0", -1).length - 1 == CHANNELS_OF_THE_SAMPLE;
        });
        return last.get();
    }

    private void importTheSample() throws IOException {
        Path file = directory.resolve("export.json");
        Files.copy(SampleExport.file(), file);
        String output = run(
                Map.of("GATEWAY_CONTROL_TOKEN", secret("control-token")),
                List.of("../bin/import", "--export", file.toString()));
        assertThat(output).doesNotContain("failed");
    }

    private String channels() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:4010/api/v1/channels"))
                .header("X-API-Key", secret("api-key"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return body.substring(body.indexOf("\"data\""), body.indexOf("\"meta\""));
        }
    }

    private String secret(String name) throws IOException {
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("secrets"))) {
            secrets.load(reader);
        }
        return secrets.getProperty(name);
    }

    private String run(String... words) throws IOException {
        return run(
                Map.of(),
                Stream.concat(
                                Stream.of("../bin/stack"),
                                Stream.concat(Arrays.stream(words), Stream.of("--data", data.toString())))
                        .toList());
    }

    /** What a command says; that it ended well is for what it says to show. */
    private String run(Map<String, String> environment, List<String> command) throws IOException {
        Path output = Files.createTempFile(directory, "output", "");
        try (LocalProcess process = LocalProcess.start(command, environment, output)) {
            process.awaitExit(LIMIT);
        }
        return Files.readString(output);
    }
}
