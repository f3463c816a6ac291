package telegramgateway.mtproto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.export.ExportException;
import telegramgateway.mtproto.export.ExportListener;
import telegramgateway.mtproto.export.ExportOptions;
import telegramgateway.mtproto.export.ExportReader;
import telegramgateway.mtproto.export.ExportedChat;
import telegramgateway.mtproto.export.Rejection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/audit --export}: an export file against a real database. */
class AuditExportIT {
    private static final AtomicInteger CHANNEL = new AtomicInteger(1_650_000_000);
    private static final int MESSAGES = 2_500;
    private static final Instant LATER = Instant.parse("2026-11-10T00:00:00Z");

    @TempDir
    private Path directory;

    private final AuditedDatabase database = new AuditedDatabase();
    private final int exported = CHANNEL.incrementAndGet();
    private final long channel = TestExports.channelId(exported);
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(directory.resolve("result.json"), TestExports.of(exported, MESSAGES));
    }

    @Test
    void aFileThatWasImportedIsComplete() throws ExportException {
        database.deliver(MessageKind.POSTED, messages());
        assertThat(audit()).isEqualTo(AuditRun.CLEAN);
        assertThat(database.out()).isEqualTo("""
                        COMPLETE  %d Made up: every message of the file is stored, or it is known why not
                          equal             2,500
                          edited later      0
                          deleted later     0
                        no message: 1 service
                        """.formatted(channel));
    }

    @Test
    void whatIsMissingIsNamedAndWhatChangedLaterIsFine() throws ExportException {
        Set<Long> missing = Set.of(3L, 4L, 2_100L);
        database.deliver(
                MessageKind.POSTED,
                messages().stream()
                        .filter(message -> !missing.contains(message.messageId()))
                        .map(message -> message.messageId() == 7 ? text(message, "otherwise", null) : message)
                        .toList());
        database.deliver(
                MessageKind.EDITED,
                messages().stream()
                        .filter(message -> message.messageId() == 5)
                        .map(message -> text(message, "better", LATER))
                        .toList());
        database.deliver(
                MessageKind.DELETED,
                List.of(Message.deletion(channel, 6, LATER, LATER, MessageSource.USER, "account")));
        AuditedDatabase.execute("INSERT INTO telegram_gateway.channel_coverage (channel_id, lo, hi, state)" + " SELECT "
                + channel + ", 4, 4, 'absent'");
        AuditedDatabase.execute(
                "UPDATE telegram_gateway.channel_coverage SET hi = 3 WHERE channel_id = " + channel + " AND lo = 3");
        assertThat(audit()).isEqualTo(AuditRun.FOUND);
        assertThat(database.out())
                .startsWith("INCOMPLETE  " + channel + " Made up: 2 of 2,500 messages are missing")
                .contains("  edited later      1\n", "  deleted later     1\n", "  absent            1\n")
                .contains("  stored otherwise  1: 7\n", "  ! missing: 2: 3, 2100\n")
                .contains("  equal             2,494\n");
        assertThat(audit("--json")).isEqualTo(AuditRun.FOUND);
        JsonNode chat = JsonMapper.shared().readTree(database.out()).at("/chats/0");
        assertThat(chat.at("/missing/ids").asLong()).isEqualTo(2);
        assertThat(chat.at("/unlike/first/0/lo").asLong()).isEqualTo(7);
        assertThat(chat.at("/knownWhyNot/absent").asLong()).isEqualTo(1);
    }

    @Test
    void anEditThatIsNotStoredIsFound() throws IOException, ExportException {
        database.deliver(MessageKind.POSTED, messages());
        String json = Files.readString(file);
        Files.writeString(
                file, json.replaceFirst("(\"id\":9,.*?)\"from\"", "$1\"edited_unixtime\":\"1794000000\",\"from\""));
        assertThat(audit()).isEqualTo(AuditRun.FOUND);
        assertThat(database.out()).contains("  ! stored in an older state: 1: 9\n");
    }

    @Test
    void aChannelThatWasNeverImportedLacksAll() {
        assertThat(audit()).isEqualTo(AuditRun.FOUND);
        assertThat(database.out()).contains("  ! missing: 2,500: 1-2500\n");
    }

    @Test
    void whatIsNoExportCannotBeAudited() throws IOException {
        Files.writeString(file, "{\"name\": 1");
        assertThat(audit()).isEqualTo(AuditRun.NOT_AUDITED);
        assertThat(database.err()).isNotEmpty();
        assertThat(database.audit("--export", directory.resolve("none").toString()))
                .isEqualTo(AuditRun.WRONG_USAGE);
        assertThat(database.audit("--export", file.toString(), "--zone", "Nowhere"))
                .isEqualTo(AuditRun.WRONG_USAGE);
        assertThat(database.audit("--export", file.toString(), "--channel", "-1001"))
                .isEqualTo(AuditRun.WRONG_USAGE);
    }

    private int audit(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--export", file.toString()));
        arguments.addAll(List.of(more));
        return database.audit(arguments.toArray(String[]::new));
    }

    private static Message text(Message message, String text, @Nullable Instant editedAt) {
        return new Message(
                message.channelId(),
                message.messageId(),
                Message.UNACCEPTED,
                MessageKind.POSTED,
                message.sentAt(),
                editedAt,
                null,
                LATER,
                MessageSource.USER,
                "account",
                text,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>());
    }

    private List<Message> messages() throws ExportException {
        List<Message> messages = new ArrayList<>();
        ExportOptions options = new ExportOptions(ZoneOffset.UTC, MessageSource.IMPORT, InstantSource.fixed(LATER));
        byte[] json = TestExports.of(exported, MESSAGES);
        new ExportReader(new ByteArrayInputStream(json), options).read(new ExportListener() {
            @Override
            public void chat(ExportedChat chat) {}

            @Override
            public void message(Message message) {
                messages.add(message);
            }

            @Override
            public void rejected(Rejection rejection) {}
        });
        return messages;
    }
}
