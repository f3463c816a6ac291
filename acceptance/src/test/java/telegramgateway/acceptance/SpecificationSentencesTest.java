package telegramgateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every sentence that the specifications quote for a log stands in the services, word for word and at the named level.
 * When each is written is shown where it is written: SpecificationSentencesTest of mtproto-native, IngestIT,
 * CacheOutageTest, TelegramIT and TelegramSessionIT.
 */
class SpecificationSentencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mtproto-native      | Info  | Telegram connected
            mtproto-native      | Error | Session expired
            mtproto-native      | Error | Session file corrupt
            mtproto-native      | Info  | Message published successfully
            mtproto-native      | Warn  | Message published after retry
            mtproto-native      | Error | Failed to publish message
            mtproto-native      | Info  | Retrying...
            mtproto-native      | Error | Max retries exceeded, saved to queue
            mtproto-native      | Info  | Message saved to failure queue
            mtproto-native      | Info  | Failure queue cleared
            mtproto-native      | Warn  | Failure queue growing
            mtproto-native      | Info  | Gateway token loaded
            tp-capital-consumer | Info  | Gateway token loaded
            tp-capital-consumer | Warn  | Invalid gateway token
            tp-capital-consumer | Info  | Duplicate message skipped (idempotent)
            message-store       | Warn  | Redis cache unavailable, falling back to database-only
            """)
    void theSentenceIsLoggedAtItsLevel(String module, String level, String sentence) {
        List<String> statements = statementsWith(Path.of("..", module, "src", "main"), '"' + sentence + '"');
        assertThat(statements).as("statements of %s that log it", module).isNotEmpty();
        assertThat(statements)
                .as("at the level %s", level)
                .allMatch(statement -> statement.contains(".at" + level + "(")
                        || statement.contains("." + level.toLowerCase(Locale.ROOT) + "("));
    }

    /** Each from the end of the one before to the text. */
    private static List<String> statementsWith(Path sources, String text) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(SpecificationSentencesTest::read)
                    .filter(source -> source.contains(text))
                    .map(source -> source.substring(0, source.indexOf(text)))
                    .map(before -> before.substring(before.lastIndexOf(';') + 1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
