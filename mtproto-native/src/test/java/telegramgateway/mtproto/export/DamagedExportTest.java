package telegramgateway.mtproto.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static telegramgateway.mtproto.export.Collected.channel;
import static telegramgateway.mtproto.export.Collected.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.message.Message;

class DamagedExportTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                  | The file is empty. Export again
            ' '                                 | This JSON is no Telegram Desktop export
            []                                  | This is a JSON array, not an export
            ' [{"id":1}]'                       | This is a JSON array, not an export
            {}                                  | This JSON is no Telegram Desktop export
            {"id":1,"type":"public_channel"}    | This JSON is no Telegram Desktop export
            {"chats":[],"messages":null}        | This JSON is no Telegram Desktop export
            '<!DOCTYPE html><html></html>'      | This is the HTML export. Export again with the format "Machine-readable JSON"
            PK..zip                             | This is a zip archive. Unpack it
            garbage                             | This is no JSON
            """)
    void aFileThatIsNoExportIsRefusedInWordsThatSayWhatToDo(String file, String words) {
        ExportException refusal = failure(file == null ? new byte[0] : file.getBytes(UTF_8), new Collected());

        assertThat(refusal).hasMessageStartingWith(words);
        assertThat(refusal.lastMessageId()).isNull();
    }

    @Test
    void otherEncodingsAndRandomBytesAreRefusedInWords() {
        assertThat(failure("{}".getBytes(UTF_16), new Collected())).hasMessageContaining("UTF-16");
        assertThat(failure(new byte[] {0, 1, 2, (byte) 0xFF}, new Collected())).hasMessageContaining("no JSON");
        assertThat(failure(new byte[] {0x1F, (byte) 0x8B, 1}, new Collected()))
                .hasMessageContaining("gzip file")
                .hasMessageContaining("very beginning");
    }

    @Test
    void aFileThatEndsTooEarlyGivesWhatItHasAndSaysWhereItEnds() {
        String whole = channel(entry(7, ""), entry(8, "\"text\":\"é\\x0B\""), entry(9, ""));
        int end = whole.indexOf("{\"id\":9") + 20;
        byte[] cut = whole.substring(0, end).getBytes(UTF_8);
        Collected read = new Collected();

        ExportException failure = failure(cut, read);

        assertThat(read.messages).extracting(Message::messageId).containsExactly(7L, 8L);
        assertThat(failure.byteOffset()).isEqualTo(cut.length);
        assertThat(failure.lastMessageId()).isEqualTo(8L);
        assertThat(failure)
                .hasMessage("The file ends too early at byte " + cut.length + ", after message 8. What stands before it"
                        + " has been read. Export or copy the file again and read it whole: that adds only what is"
                        + " missing.");
    }

    @Test
    void anExportCutAtAnyByteGivesEveryEntryBeforeTheCut() {
        String whole = channel(
                entry(7, "\"photo\":\"a\""),
                entry(8, "\"photo\":\"b\""),
                "{\"id\":9,\"type\":\"service\"}",
                entry(10, ""));
        byte[] bytes = whole.getBytes(UTF_8);

        for (int cut = 0; cut < bytes.length; cut++) {
            Collected read = new Collected();
            ExportException failure = failure(Arrays.copyOf(bytes, cut), read);

            String before = whole.substring(0, cut);
            long entries = before.indexOf("\"messages\"") < 0
                    ? 0
                    : before.chars().filter(c -> c == '}').count();
            assertThat(read.entries()).as("cut at %d", cut).isEqualTo((int) entries);
            assertThat(failure.byteOffset()).isBetween(0L, (long) cut);
        }
    }

    @Test
    void aDamagedByteGivesWhatStandsBeforeItAndSaysWhereItIs() {
        String whole = channel(entry(7, ""), entry(8, ""), entry(9, "\"text\":\"x\""));
        int damage = whole.lastIndexOf(":\"x\"");
        byte[] bytes = ("\uFEFF" + whole.substring(0, damage) + "\u0001" + whole.substring(damage + 1)).getBytes(UTF_8);
        Collected read = new Collected();

        ExportException failure = failure(bytes, read);

        assertThat(read.messages).extracting(Message::messageId).containsExactly(7L, 8L);
        assertThat(failure.byteOffset()).isBetween((long) damage + 3, damage + 4L);
        assertThat(failure).hasMessageContaining("is damaged").hasMessageContaining("after message 8");
    }

    @Test
    void anInvalidUtf8SequenceIsDamage() {
        byte[] bytes = channel(entry(7, ""), entry(8, "\"text\":\"\u00FF\"")).getBytes(ISO_8859_1);
        Collected read = new Collected();

        assertThat(failure(bytes, read)).hasMessageContaining("is damaged");
        assertThat(read.messages).extracting(Message::messageId).containsExactly(7L);
    }

    @Test
    void aCutGzipFileGivesWhatCouldBeUnpacked() throws IOException {
        StringBuilder entries = new StringBuilder(entry(1, ""));
        for (int id = 2; id <= 5_000; id++) {
            entries.append(',').append(entry(id, "\"text\":\"" + id * 31L % 977 + "\""));
        }
        byte[] packed = ExportShapesTest.gzip(channel(entries.toString()).getBytes(UTF_8));
        Collected read = new Collected();

        ExportException failure = failure(Arrays.copyOf(packed, packed.length / 2), read);

        assertThat(failure)
                .hasMessageContaining("The gzip file ends too early at byte ")
                .hasMessageContaining(" of the unpacked JSON, after message ");
        assertThat(read.messages).hasSizeBetween(1_000, 4_999);
        assertThat(failure.lastMessageId()).isEqualTo((long) read.messages.size());
    }

    @Test
    void aReadErrorIsToldAsSuch() {
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream("{\"id\":1,\"type\":\"public_channel\",\"messages\":[ ".getBytes(UTF_8)),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("Input/output error");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return read();
                    }
                });

        assertThatThrownBy(() -> new Collected().read(broken, ZoneOffset.UTC))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("cannot be read further (Input/output error)");
    }

    @Test
    void somethingBehindTheExportIsToldAfterTheWholeExportWasRead() {
        Collected read = new Collected();

        ExportException failure = failure((channel(entry(7, "")) + "\n" + channel(entry(8, ""))).getBytes(UTF_8), read);

        assertThat(read.messages).extracting(Message::messageId).containsExactly(7L);
        assertThat(failure).hasMessageContaining("Something follows the end of the export");
    }

    @Test
    void aTextOfTenMegabytesIsRejectedAndWhatFollowsIsRead() throws Exception {
        String text = "0123456789".repeat(1024 * 1024);
        Collected read = Collected.ofEntries(
                entry(1, ""),
                entry(
                        2,
                        "\"text\":\"" + text + "\",\"text_entities\":[{\"type\":\"plain\",\"text\":\"" + text + "\"}]"),
                entry(3, "\"text\":\"after\""));

        assertThat(read.messages).extracting(Message::messageId).containsExactly(1L, 3L);
        assertThat(read.rejections)
                .containsExactly(new Rejection(RejectionReason.TEXT_TOO_LONG, -1001234567890L, 2, null));
    }

    @Test
    void anEntryBeyondAllMeasureIsRejectedAndWhatFollowsIsRead() throws Exception {
        String megabyte = "\"" + "x".repeat(1_000_000) + "\",";
        Collected read = Collected.ofEntries(
                entry(1, "\"text\":[" + "[],".repeat(1_000_000) + "\"x\"]"),
                entry(2, "\"text\":[" + megabyte.repeat(10) + "\"x\"]"),
                entry(3, ""));

        assertThat(read.reasons()).containsExactly(RejectionReason.ENTRY_TOO_LARGE, RejectionReason.ENTRY_TOO_LARGE);
        assertThat(read.rejections).extracting(Rejection::messageId).containsExactly(1L, 2L);
        assertThat(read.messages).extracting(Message::messageId).containsExactly(3L);
    }

    @Test
    void nestingWithoutEndIsDamage() {
        Collected read = new Collected();

        assertThat(failure(
                        channel(entry(1, ""), entry(2, "\"x\":" + "[".repeat(100_000)))
                                .getBytes(UTF_8),
                        read))
                .hasMessageContaining("after message 1");
        assertThat(read.messages).hasSize(1);
    }

    @Test
    void anErrorOfTheListenerEndsTheReadingAndComesOutUnchanged() {
        IllegalStateException stop = new IllegalStateException("cancelled");
        Collected read = new Collected() {
            @Override
            public void message(Message message) {
                super.message(message);
                throw stop;
            }
        };

        byte[] bytes = channel(entry(1, "\"photo\":\"a\""), entry(3, "\"photo\":\"b\""), entry(5, ""))
                .getBytes(UTF_8);
        assertThatThrownBy(() -> read.read(new ByteArrayInputStream(bytes), ZoneOffset.UTC))
                .isSameAs(stop);
        assertThat(read.messages).hasSize(1);
    }

    private static ExportException failure(byte[] file, Collected read) {
        return catchThrowableOfType(
                ExportException.class, () -> read.read(new ByteArrayInputStream(file), ZoneOffset.UTC));
    }
}
