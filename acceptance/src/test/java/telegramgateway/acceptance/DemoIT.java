package telegramgateway.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.demo.Demo;
import telegramgateway.local.LocalProcess;
import telegramgateway.local.LoopbackPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo as its user runs it. */
@Tag("main-job")
class DemoIT {

    private static final int PORT_BASE_MIN = 12_000;

    @TempDir
    private Path directory;

    /** Started by root, the servers run as another user. */
    @BeforeEach
    void letTheServersPass() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void checksTheSampleAndEndsWithTheResultAsJson() throws IOException {
        LocalProcess demo = demo("--check");
        assertThat(demo.awaitExit(Duration.ofMinutes(3)))
                .describedAs(demo.logTail())
                .isZero();
        JsonNode result = JsonMapper.shared().readTree(lastLine());
        assertThat(result.propertyNames())
                .containsExactly(
                        "received", "accepted", "rejected", "stored", "signals", "seconds", "messagesPerSecond");
        assertThat(result.path("received").asLong())
                .isEqualTo(result.path("accepted").asLong()
                        + result.path("rejected").asLong());
        assertThat(result.path("stored").asLong())
                .isPositive()
                .isEqualTo(result.path("accepted").asLong());
        assertThat(output()).containsAnyOf(" posted live", "Only the export is shown");
        assertThatNothingIsLeft();
    }

    @Test
    void staysUpUntilCtrlCAndLeavesNothing() throws IOException {
        LocalProcess demo = demo("--port-base", Integer.toString(freeBase()));
        await().atMost(120, SECONDS).until(() -> output().contains("Ctrl-C stops everything") || !demo.isAlive());
        assertThat(output()).contains("curl -s -H 'X-API-Key: ");
        List<ProcessHandle> children = ProcessHandle.of(demo.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(5);

        demo.signal("INT");
        // The first time, the services' JVMs write their archives of loaded classes.
        demo.awaitExit(Duration.ofSeconds(60));

        assertThat(output()).contains("Stopping ...");
        await().atMost(10, SECONDS).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThatNothingIsLeft();
    }

    @Test
    void saysInOneSentenceThatAPortIsTaken() throws IOException {
        int base = freeBase();
        try (ServerSocket taken = new ServerSocket(base + 1, 1, InetAddress.getLoopbackAddress())) {
            LocalProcess demo = demo("--port-base", Integer.toString(base));
            assertThat(demo.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(output().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Port " + taken.getLocalPort() + " is taken (gateway-api needs it)");
        }
    }

    /** As the build has packaged it, with its libraries beside it. */
    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "demo", "target"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private LocalProcess demo(String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                // Where the tests run in the background, SIGINT is ignored, and that is inherited.
                                "env",
                                "--default-signal=INT",
                                System.getProperty("java.home") + "/bin/java",
                                // Its servers and files are found here, and nobody else's.
                                "-Djava.io.tmpdir=" + directory,
                                // As bin/demo does.
                                "-DLOCAL_SERVERS=embedded",
                                "-cp",
                                jar() + ":" + jar().resolveSibling("lib") + "/*",
                                Demo.class.getName()),
                        Stream.of(arguments))
                .toList();
        return LocalProcess.start(command, Map.of(), directory.resolve("output"));
    }

    private void assertThatNothingIsLeft() throws IOException {
        await().atMost(10, SECONDS).until(() -> files().noneMatch(file -> file.startsWith("telegram-gateway-")));
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    private String lastLine() throws IOException {
        return output().lines().toList().getLast();
    }

    private static int freeBase() {
        return IntStream.iterate(PORT_BASE_MIN, base -> base + 5)
                .filter(base -> IntStream.range(base, base + 5).allMatch(LoopbackPort::isFree))
                .findFirst()
                .orElseThrow();
    }
}
