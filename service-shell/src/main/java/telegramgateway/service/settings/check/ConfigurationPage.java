package telegramgateway.service.settings.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import telegramgateway.service.settings.SettingsTable;

/**
 * {@code docs/configuration.md}, whose tables say what the settings records say. Each module's test checks its own
 * table; with the system property {@code update} it writes the table instead.
 */
public final class ConfigurationPage {
    private static final String UPDATE = "mvn -q -Dtest=ConfigurationPageTest -Dupdate test";

    private final Path file;

    private ConfigurationPage(Path file) {
        this.file = file;
    }

    /** The page of this source tree, as a test of one of its modules sees it. */
    public static ConfigurationPage ofSourceTree() {
        return new ConfigurationPage(Path.of("..", "docs", "configuration.md"));
    }

    /**
     * Checks that the table between the page's marks for a module lists exactly these records.
     *
     * @throws AssertionError with the command that rewrites the page
     */
    public void assertLists(String module, Collection<Class<? extends Record>> types) {
        try {
            String page = Files.readString(file);
            String begin = "<!-- begin " + module + " -->\n";
            String end = "<!-- end " + module + " -->";
            int from = page.indexOf(begin);
            int to = page.indexOf(end);
            if (from < 0 || to < 0) {
                throw new AssertionError(file + " has no marks " + begin.strip() + " and " + end);
            }
            String expected =
                    page.substring(0, from + begin.length()) + SettingsTable.markdown(types) + page.substring(to);
            if (expected.equals(page)) {
                return;
            }
            if (System.getProperty("update") == null) {
                throw new AssertionError(
                        file + " does not say what the settings of " + module + " are. Rewrite it with: " + UPDATE);
            }
            Files.writeString(file, expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
