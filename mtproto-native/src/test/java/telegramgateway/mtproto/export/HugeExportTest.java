package telegramgateway.mtproto.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;
import telegramgateway.message.MessageSource;

class HugeExportTest {
    private static final int MESSAGES = 150_000;
    private static final int LEAST_BYTES = 140_000_000;
    private static final int LONG_TEXT_PIECES = 6_000;
    private static final String HEAP = "-Xmx48m";

    private static final String HALF = "Ativo: ZEPTW32\\nCompra: 1,04 a 1,06 \\x0B🟢 ".repeat(8);
    private static final String TEXT =
            "\"text\":[\"" + HALF + "\",{\"type\":\"bold\",\"text\":\"x\"}],\"text_entities\":["
                    + "{\"type\":\"plain\",\"text\":\"" + HALF + "\"},{\"type\":\"bold\",\"text\":\"x\"}]";

    @Test
    @Tag("slow")
    void aFileOf140MegabytesAndATextOf60NeedNoMoreMemoryThanASmallOne() throws Exception {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HugeExportTest.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(reader.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(said).startsWith("messages " + MESSAGES + ", rejected 1, bytes ");
            assertThat(Long.parseLong(said.substring(said.lastIndexOf(' ') + 1).strip()))
                    .isGreaterThan(LEAST_BYTES);
        } finally {
            reader.destroyForcibly();
        }
    }

    /** What the process with the small heap runs. */
    public static void main(String[] args) throws ExportException {
        ExportReader reader = new ExportReader(
                new Generated(), new ExportOptions(ZoneOffset.UTC, MessageSource.IMPORT, InstantSource.system()));
        Count count = new Count();
        reader.read(count);
        System.out.println(
                "messages " + count.messages + ", rejected " + count.rejected + ", bytes " + reader.bytesRead());
    }

    /** The export, made while it is read. */
    private static final class Generated extends InputStream {
        private InputStream piece = InputStream.nullInputStream();
        private int next;

        @Override
        public int read() {
            throw new UnsupportedOperationException("Read in blocks");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = piece.read(bytes, offset, length);
            while (read < 0 && next <= MESSAGES + LONG_TEXT_PIECES + 1) {
                piece = new ByteArrayInputStream(piece(next++).getBytes(StandardCharsets.UTF_8));
                read = piece.read(bytes, offset, length);
            }
            return read;
        }
    }

    private static String piece(int number) {
        if (number == 0) {
            return "{\"name\":\"x\",\"type\":\"public_channel\",\"id\":5,\"messages\":[";
        }
        if (number < MESSAGES) {
            return Collected.entry(number, TEXT) + ",";
        }
        if (number == MESSAGES) {
            return Collected.entry(number, TEXT)
                    + ",{\"id\":999999,\"type\":\"message\",\"date_unixtime\":\"1772445600\",\"text\":\"";
        }
        return number <= MESSAGES + LONG_TEXT_PIECES ? "0123456789".repeat(1_000) : "\"}]}";
    }

    private static final class Count implements ExportListener {
        private int messages;
        private int rejected;

        @Override
        public void chat(ExportedChat chat) {}

        @Override
        public void message(Message message) {
            messages++;
        }

        @Override
        public void rejected(Rejection rejection) {
            rejected++;
        }
    }
}
