package telegramgateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.local.ServerKind.CONTAINERS;
import static telegramgateway.local.ServerKind.EMBEDDED;
import static telegramgateway.local.ServerKind.PROCESSES;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerKindTest {

    @Test
    void withoutASettingContainersComeFirstThenWhatIsInstalledThenWhatIsEmbedded() {
        assertThat(automatic(true, true)).isEqualTo(CONTAINERS);
        assertThat(automatic(false, true)).isEqualTo(PROCESSES);
        assertThat(automatic(false, false)).isEqualTo(EMBEDDED);
    }

    private static ServerKind automatic(boolean container, boolean installed) {
        return ServerKind.choose(Optional.empty(), () -> container, () -> installed, true);
    }

    @ParameterizedTest
    @EnumSource
    void aSettingDecidesWithoutALookAtTheMachine(ServerKind wanted) {
        assertThat(ServerKind.choose(Optional.of(wanted), ServerKindTest::nobodyAsks, ServerKindTest::nobodyAsks, true))
                .isEqualTo(wanted);
    }

    @Test
    void aServerThatNobodyEmbedsIsAProcess() {
        assertThat(ServerKind.choose(
                        Optional.of(EMBEDDED), ServerKindTest::nobodyAsks, ServerKindTest::nobodyAsks, false))
                .isEqualTo(PROCESSES);
        assertThat(ServerKind.choose(Optional.empty(), () -> false, () -> false, false))
                .isEqualTo(PROCESSES);
    }

    private static boolean nobodyAsks() {
        throw new AssertionError("asked although the answer is given");
    }

    @Test
    void readsTheSetting() {
        assertThat(ServerKind.parse(null)).isEmpty();
        assertThat(ServerKind.parse(" ")).isEmpty();
        assertThat(ServerKind.parse("containers")).contains(CONTAINERS);
        assertThat(ServerKind.parse("processes")).contains(PROCESSES);
        assertThat(ServerKind.parse("embedded")).contains(EMBEDDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "CONTAINERS"})
    void refusesAKindThatThereIsNot(String value) {
        assertThatThrownBy(() -> ServerKind.parse(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "LOCAL_SERVERS is " + value + ": it must be containers, processes or embedded, or not be set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres (PostgreSQL) 15.14 (Debian)", "16.1", "15.2"})
    void knowsANewEnoughVersion(String said) {
        assertThat(InstalledProgram.isAtLeast(said, 15, 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"15.1", "9.6.24", "no such option"})
    void knowsAnOldVersion(String said) {
        assertThat(InstalledProgram.isAtLeast(said, 15, 2)).isFalse();
    }
}
