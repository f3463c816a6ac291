package telegramgateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void showsShareRateAndRemainingTimeOnOneLine() {
        ProgressBar bar = new ProgressBar(out, true, () -> now);
        after(Duration.ofSeconds(10));
        bar.show(25, 100, 5_000);
        assertThat(written()).isEqualTo("\r[########----------------------]  25 %  5,000 messages  500/s  0:30 left ");
    }

    @Test
    void showsHoursForALongWay() {
        ProgressBar bar = new ProgressBar(out, true, () -> now);
        after(Duration.ofSeconds(60));
        bar.show(1, 121, 60);
        assertThat(written()).contains("2:00:00 left");
    }

    @Test
    void knowsNoRemainingTimeBeforeTheFirstByte() {
        ProgressBar bar = new ProgressBar(out, true, () -> now);
        bar.show(0, 0, 0);
        assertThat(written()).contains("  0 %  0 messages  0/s  --:-- left");
    }

    @Test
    void writesALineNowAndThenWhereThereIsNoTerminal() {
        ProgressBar bar = new ProgressBar(out, false, () -> now);
        bar.show(1, 100, 1);
        after(Duration.ofSeconds(6));
        bar.show(50, 100, 50);
        bar.show(51, 100, 51);
        bar.finish(100);
        assertThat(written().lines()).hasSize(2).allMatch(line -> line.startsWith("["));
        assertThat(written()).contains("100 %  100 messages").doesNotContain("\r");
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
