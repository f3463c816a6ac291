package telegramgateway.mtproto.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.message.Message;

/** Real exports. The figures were computed by a separate program of a few lines in another language. */
class SharedDataTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            file                                | chat           | messages | service | edited | replies | forwards | photos | entities | albumItems | media | texts
            en_bot_results_14862.result.json.gz | -1001230110422 | 14859    | 3       | 8      | 0       | 0        | 943    | 19155    | 14         | 0     | e7521a2674c3121e
            en_crypto_signals.result.json       | -1001276304238 | 1384     | 11      | 614    | 226     | 76       | 309    | 3875     | 6          | 67    | 2273ab02294bedfc
            en_forex_albums.result.json.gz      | -1001473518645 | 6529     | 18      | 162    | 1830    | 662      | 4400   | 12842    | 1368       | 20    | 3f1fc1bd1be3006d
            pt_crypto_signals_1000.result.json  | -1001101706805 | 1000     | 0       | 0      | 0       | 0        | 0      | 3        | 0          | 0     | df1cae7b2a3380f3
            tiny_all_media_types.result.json    | -123456789     | 8        | 4       | 0      | 0       | 0        | 1      | 12       | 0          | 4     | 708fd381b025dd04
            """, useHeadersInDisplayName = true)
    void everyEntryOfARealExportIsHandedOverWithWhatItHolds(
            String file,
            long chat,
            int messages,
            int service,
            int edited,
            int replies,
            int forwards,
            int photos,
            int entities,
            int albumItems,
            int media,
            String texts)
            throws Exception {
        Path path = sharedData().resolve(file);
        assumeTrue(Files.isReadable(path), () -> "skipped: " + path + " is not on this machine (set SHARED_DATA)");
        Collected read = new Collected();
        try (InputStream in = Files.newInputStream(path)) {
            read.read(in, ZoneOffset.UTC);
        }

        assertThat(read.chats).extracting(ExportedChat::channelId).containsExactly(chat);
        assertThat(read.messages).hasSize(messages);
        assertThat(read.reasons()).hasSize(service).allMatch(RejectionReason.SERVICE::equals);
        assertThat(count(read, Message::editedAt)).isEqualTo(edited);
        assertThat(count(read, Message::replyTo)).isEqualTo(replies);
        assertThat(count(read, Message::forward)).isEqualTo(forwards);
        assertThat(read.messages.stream().mapToInt(m -> m.photos().size()).sum())
                .isEqualTo(photos);
        assertThat(read.messages.stream().mapToInt(m -> m.entities().size()).sum())
                .isEqualTo(entities);
        assertThat(count(read, Message::albumId)).isEqualTo(albumItems);
        assertThat(count(read, Message::media)).isEqualTo(media);
        assertThat(textHash(read)).isEqualTo(texts);
    }

    private static Path sharedData() {
        String set = System.getenv("SHARED_DATA");
        return set == null
                ? Path.of("").toAbsolutePath().resolve("../../shared/data").normalize()
                : Path.of(set);
    }

    private static long count(Collected read, Function<Message, @Nullable Object> field) {
        return read.messages.stream().map(field).filter(Objects::nonNull).count();
    }

    private static String textHash(Collected read) throws Exception {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        for (Message message : read.messages) {
            hash.update((message.messageId() + " " + message.text() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(hash.digest()).substring(0, 16);
    }
}
