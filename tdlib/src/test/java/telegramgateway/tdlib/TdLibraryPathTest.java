package telegramgateway.tdlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TdLibraryPathTest {

    @TempDir
    Path home;

    @Test
    void a_configured_library_comes_first() throws IOException {
        install();
        Path own = Files.createFile(home.resolve("own.so"));

        assertThat(TdLibraryPath.find(own.toString(), home)).isEqualTo(own);
    }

    @Test
    void a_configured_library_that_is_missing_is_said() {
        assertThatThrownBy(() -> TdLibraryPath.find("/nowhere/libtdjson.so", home))
                .hasMessage("TDLIB_LIBRARY_PATH names /nowhere/libtdjson.so, which is no file that can be read.");
    }

    @Test
    void the_installed_library_is_found_from_any_folder_of_the_project() throws IOException {
        Path installed = install();

        assertThat(TdLibraryPath.find("", Files.createDirectories(home.resolve("some/module"))))
                .isEqualTo(installed);
    }

    @Test
    void a_missing_library_names_what_to_do() {
        assertThatThrownBy(() -> TdLibraryPath.find("", home))
                .hasMessage("TDLib is not installed: run bin/setup, or set TDLIB_LIBRARY_PATH to a libtdjson.so of"
                        + " your own.");
    }

    @Test
    void another_platform_is_refused() {
        assertThatNoException().isThrownBy(() -> TdLibraryPath.requirePlatform("Linux", "amd64"));
        assertThatThrownBy(() -> TdLibraryPath.requirePlatform("Mac OS X", "aarch64"))
                .hasMessageContaining("this is Mac OS X on aarch64")
                .hasMessageContaining("TDLIB_LIBRARY_PATH");
    }

    private Path install() throws IOException {
        Path folder = home.resolve("tdlib/node_modules/@prebuilt-tdlib/linux-x64-glibc");
        Files.createDirectories(folder);
        return Files.createFile(folder.resolve("libtdjson.so"));
    }
}
