package telegramgateway.mtproto.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bundled sample, whole and with every kind of damage. */
class SampleExportTest {
    static final Path SAMPLE = Path.of("../demo/src/main/resources/sample-export.json");
    private static final int DAMAGED_FILES = 60;

    @Test
    void theSampleIsReadWhole() throws Exception {
        Collected read = new Collected();
        try (InputStream in = Files.newInputStream(SAMPLE)) {
            read.read(in, ZoneOffset.UTC);
        }

        assertThat(read.chats)
                .extracting(ExportedChat::channelId)
                .containsExactly(-1004999000101L, -1004999000202L, -1004999000303L);
        assertThat(read.messages).hasSize(1_432);
        assertThat(read.reasons()).filteredOn(RejectionReason.SERVICE::equals).hasSize(5);
        assertThat(read.reasons())
                .filteredOn(RejectionReason.UNSUPPORTED::equals)
                .hasSize(1);
        assertThat(read.entries()).isEqualTo(1_438);
        assertThat(read.messages).anyMatch(message -> message.text().contains("\u000BCAFÉ\u001F2,1%"));
    }

    @Test
    void whateverItsDamageItEndsInWordsAndGivesEverythingBeforeTheDamage() throws Exception {
        byte[] sample = Files.readAllBytes(SAMPLE);
        List<String> whole = Collected.of(sample, ZoneOffset.UTC).order;
        for (int seed = 0; seed < DAMAGED_FILES; seed++) {
            Random random = new Random(seed);
            int place = random.nextInt(sample.length);
            byte[] damaged = random.nextBoolean() ? Arrays.copyOf(sample, place) : flipped(sample, place, random);
            Collected read = new Collected();
            try {
                read.read(new ByteArrayInputStream(damaged), ZoneOffset.UTC);
            } catch (ExportException e) {
                assertThat(e.getMessage()).endsWith(".").doesNotContain("null");
            }

            int before = entriesBefore(sample, place);
            assertThat(read.order.subList(0, before))
                    .as("seed %d, damage at %d", seed, place)
                    .isEqualTo(whole.subList(0, before));
        }
    }

    private static byte[] flipped(byte[] sample, int place, Random random) {
        byte[] damaged = sample.clone();
        for (int i = place; i < Math.min(place + 1 + random.nextInt(4), sample.length); i++) {
            damaged[i] ^= (byte) (1 + random.nextInt(255));
        }
        return damaged;
    }

    /** An entry ends with a brace at its own depth of indentation. */
    private static int entriesBefore(byte[] sample, int place) {
        String before = new String(sample, 0, place, ISO_8859_1);
        return before.split("\n     \\}", -1).length - 1;
    }
}
