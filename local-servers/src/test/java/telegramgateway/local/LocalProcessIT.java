package telegramgateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessIT {

    @TempDir
    Path directory;

    @Test
    void runsAProgramWithAnEnvironmentAndKeepsWhatItWrites() {
        LocalProcess process = start("echo hello $NAME; exit 3");
        assertThat(process.awaitExit(Duration.ofSeconds(10))).isEqualTo(3);
        assertThat(process.logTail()).isEqualTo("hello world\n");
    }

    @Test
    void endsAProgramThatIgnoresNothing() {
        LocalProcess process = start("exec sleep 600");
        assertThat(process.peakMemoryBytes()).isPositive();
        process.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(process.peakMemoryBytes()).isZero();
    }

    @Test
    void killsAProgramThatHangs() {
        LocalProcess process = start("exec sleep 600");
        process.signal("STOP");
        process.kill();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void saysThatALogCannotBeWritten() {
        Path nowhere = directory.resolve("missing").resolve("log");
        assertThatThrownBy(() -> LocalProcess.start(List.of("true"), Map.of(), nowhere))
                .isInstanceOf(UncheckedIOException.class)
                .hasStackTraceContaining(nowhere.toString());
    }

    private LocalProcess start(String script) {
        return LocalProcess.start(List.of("sh", "-c", script), Map.of("NAME", "world"), directory.resolve("log"));
    }
}
