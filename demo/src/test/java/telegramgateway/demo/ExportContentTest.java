package telegramgateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportContentTest {

    private static final String CHANNEL = """
            {"name": "One", "type": "public_channel", "id": 77, "messages": [
              {"id": 1, "type": "message", "text": ["a", {"type": "bold", "text": "b"}]},
              {"id": 2, "type": "service", "members": ["x"]},
              {"id": 3, "type": "message", "date_unixtime": "1700000000", "text": "\\x07"},
              {"id": 4, "type": "unsupported"}]}
            """;

    @TempDir
    private Path directory;

    @Test
    void countsAllEntriesAndKeepsTheIdsOfMessages() throws IOException {
        ExportContent content = ExportContent.read(write(CHANNEL));
        assertThat(content)
                .isEqualTo(new ExportContent(
                        4,
                        Map.of(
                                -1000000000077L,
                                Map.of(1L, Set.of(Written.of(0, "ab")), 3L, Set.of(Written.of(1700000000, "\u0007")))),
                        true));
        assertThat(content.messageCount()).isEqualTo(2);
    }

    @Test
    void readsAWholeAccountWithoutItsPrivateConversations() throws IOException {
        ExportContent content = ExportContent.read(write("""
                {"about": "x", "contacts": {"list": [{"user_id": 9}]}, "chats": {"about": "y", "list": [
                  {"name": "A friend", "type": "personal_chat", "id": 9, "messages": [{"id": 1, "type": "message"}]},
                  {"name": "A group", "type": "private_group", "id": 5, "messages": [{"id": 2, "type": "message"}]},
                  %s]}}
                """.formatted(CHANNEL)));
        assertThat(content.entries()).isEqualTo(6);
        assertThat(content.messages()).containsOnlyKeys(-5L, -1000000000077L);
        assertThat(content.messages().get(-1000000000077L)).containsOnlyKeys(1L, 3L);
    }

    @Test
    void takesTheTagOffTheIdOfAnOldExport() throws IOException {
        ExportContent content = ExportContent.read(write("""
                {"type": "private_channel", "id": 9691641397, "messages": [
                  {"id": 1, "type": "message", "from_id": 9691641397}]}
                """));
        assertThat(content.messages()).containsOnlyKeys(-1001101706805L);
    }

    @Test
    void unpacksGzip() throws IOException {
        Path file = directory.resolve("result.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(CHANNEL.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(ExportContent.read(file).entries()).isEqualTo(4);
    }

    @Test
    void saysThatAFileEndsTooEarly() throws IOException {
        ExportContent content = ExportContent.read(write(CHANNEL.substring(0, 200)));
        assertThat(content.complete()).isFalse();
        assertThat(content.entries()).isPositive();
    }

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("result.json"), json);
    }
}
