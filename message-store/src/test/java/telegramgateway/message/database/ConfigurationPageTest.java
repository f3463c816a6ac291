package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code bin/migrate} reads, what its help says, and what {@code docs/configuration.md} says are the same. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Pattern SETTING = Pattern.compile("(?m)^(MIGRATE_[A-Z_]+) +(.+)$");

    @Test
    void thePageListsWhatTheHelpLists() throws IOException {
        StringBuilder table = new StringBuilder("<!-- begin bin/migrate -->\n| name | meaning |\n|---|---|\n");
        settings().forEach((name, meaning) -> table.append("| `" + name + "` | " + meaning + " |\n"));
        String page = Files.readString(PAGE);
        String rewritten = Pattern.compile("<!-- begin bin/migrate -->.*(?=<!-- end bin/migrate -->)", Pattern.DOTALL)
                .matcher(page)
                .replaceFirst(Matcher.quoteReplacement(table.toString()));
        if (System.getProperty("update") != null) {
            Files.writeString(PAGE, rewritten);
            return;
        }
        assertThat(page)
                .as("rewrite it with mvn -q -Dtest=ConfigurationPageTest -Dupdate test")
                .contains("<!-- begin bin/migrate -->")
                .isEqualTo(rewritten);
    }

    @Test
    void theHelpListsWhatIsRead() {
        Set<String> read = new TreeSet<>();
        Map<String, String> environment = new HashMap<>() {
            @Override
            public @Nullable String get(@Nullable Object name) {
                read.add(String.valueOf(name));
                return super.get(name);
            }
        };
        environment.putAll(Map.of(
                "MIGRATE_HOST",
                "127.0.0.1",
                "MIGRATE_PORT",
                "1",
                "MIGRATE_USER",
                "nobody",
                "MIGRATE_PASSWORD",
                "none"));
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());

        MigrateCommand.run(new String[0], environment, nowhere, nowhere);

        read.removeIf(name -> !name.startsWith("MIGRATE_"));
        assertThat(read).isEqualTo(settings().keySet());
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        Matcher setting = SETTING.matcher(MigrateCommand.USAGE);
        while (setting.find()) {
            settings.put(setting.group(1), setting.group(2));
        }
        return settings;
    }
}
