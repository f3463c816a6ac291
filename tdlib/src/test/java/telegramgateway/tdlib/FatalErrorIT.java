package telegramgateway.tdlib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** TDLib aborts the process when one of its checks fails; another JVM shows it. */
@Tag("telegram")
class FatalErrorIT {

    private static final int ABORTED = 134;

    @Test
    void the_line_of_a_failed_check_is_logged_before_the_process_ends() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        library())
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(ABORTED);
        assertThat(output)
                .containsPattern("ERROR .* TDLib fails and ends this process: .*a check that failed")
                .doesNotContain("still there");
    }

    private static String library() {
        try {
            return TdLibraryPath.find().toString();
        } catch (IllegalStateException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    static final class Victim {
        public static void main(String[] arguments) {
            try (TdLibrary library = TdLibrary.open(Path.of(arguments[0]), 0)) {
                library.execute(TdLibrary.request("addLogMessage")
                        .put("verbosity_level", 0)
                        .put("text", "a check that failed"));
                System.out.println("still there");
            }
        }
    }
}
