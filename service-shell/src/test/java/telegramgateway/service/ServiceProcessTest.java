package telegramgateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts the service as its users do: as a process with an environment. */
class ServiceProcessTest {
    private static final String TOKEN = "sesame-open-the-door";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void aMissingSettingEndsTheProcessWithStatusOne() throws Exception {
        Process process = start(Map.of());
        assertThat(exitStatus(process)).isEqualTo(1);
        assertThat(errors()).isEqualTo("FATAL: GATEWAY_CONTROL_TOKEN is required\n       Make one with bin/token.\n");
        JsonNode line =
                JsonMapper.shared().readTree(output().lines().findFirst().orElseThrow());
        assertThat(line.get("level").asString()).isEqualTo("ERROR");
        assertThat(line.get("message").asString()).startsWith("FATAL: GATEWAY_CONTROL_TOKEN is required");
    }

    @Test
    void aTakenPortIsOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Process process = start(Map.of("GATEWAY_CONTROL_TOKEN", TOKEN, "GATEWAY_PORT", String.valueOf(port)));
            assertThat(exitStatus(process)).isEqualTo(1);
            assertThat(errors())
                    .isEqualTo("FATAL: Port " + port + " is taken by another process\n"
                            + "       See which with `ss -ltnp sport = :" + port
                            + "`, stop it, or set GATEWAY_PORT to a free port.\n");
        }
    }

    @Test
    void helpListsTheSettings() throws Exception {
        Process process = start(Map.of(), "--help");
        assertThat(exitStatus(process)).isZero();
        assertThat(output()).contains("GATEWAY_CONTROL_TOKEN  (secret, required)", "LOG_LEVEL  (choice, info)");
    }

    @Test
    void itLogsJsonWithoutSecretsAndStopsOnSigterm() throws Exception {
        Process process = start(Map.of("GATEWAY_CONTROL_TOKEN", TOKEN, "LOG_LEVEL", "trace"));
        await().atMost(START_LIMIT).until(() -> output().contains("Started SmallService"));
        Instant asked = Instant.now();
        process.destroy();
        assertThat(process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(STOP_LIMIT);
        assertThat(output()).doesNotContain(TOKEN).contains("\"level\":\"TRACE\"");
        assertThat(output().lines())
                .allSatisfy(
                        line -> assertThat(JsonMapper.shared().readTree(line).propertyNames())
                                .contains("timestamp", "level", "logger", "message", "thread"));
        assertThat(errors()).isEmpty();
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallService.class.getName())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int exitStatus(Process process) throws InterruptedException {
        assertThat(process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("err"));
    }
}
