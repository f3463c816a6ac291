package telegramgateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void readsFlagsAndOptionsInBothForms() {
        CommandLine line = parse("--check", "--export", "a b.json", "--speed=10");
        assertThat(line.has("--check")).isTrue();
        assertThat(line.value("--export")).contains("a b.json");
        assertThat(line.value("--speed")).contains("10");
        assertThat(line.value("--zone")).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> parse("--exprot", "x")).hasMessageContaining("--exprot");
        assertThatThrownBy(() -> parse("file.json")).hasMessageContaining("file.json");
        assertThatThrownBy(() -> parse("--check=yes")).hasMessageContaining("--check=yes");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        assertThatThrownBy(() -> parse("--export")).hasMessage("--export needs a value.");
    }

    private static CommandLine parse(String... args) {
        return CommandLine.parse(args, Set.of("--check"), Set.of("--export", "--speed", "--zone"));
    }
}
