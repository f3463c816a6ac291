package telegramgateway.mtproto.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepairedJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\":[1,-2.5e3,true,null,\"\"],\"é🚀\":\"\\\\x41 \\u0041 \\\" \\/\"}",
                "{\"document_id\":\"5368\",\"document_id\" : 5368,\"document_id\":null,\"document_id\":true}\n",
                "{\"document_id\":{\"x\":1}, \"document_id\":[1], \"document_id\":-1,\"document_id\": false ,\"b\":null}\n",
                "[\"document_id\",\"x\"]",
                "{\"x_document_id\":1,\"document_id2\":2,\"a\":\"document_id: x\"}",
                "not json \\x41 \"at all"
            })
    void whatNeedsNoRepairPassesUnchanged(String json) throws IOException {
        assertThat(repaired(json)).isEqualTo(json);
    }

    @Test
    void hexadecimalEscapesWithinStringsBecomeUnicodeEscapes() throws IOException {
        assertThat(repaired("{\"a\\x0B\":\"\\x1f\\x00\\\\x41\\xZZ\\x4\"}"))
                .isEqualTo("{\"a\\u000B\":\"\\u001f\\u0000\\\\x41\\xZZ\\x4\"}");
    }

    @Test
    void anUnquotedDocumentIdGetsItsQuotes() throws IOException {
        assertThat(repaired("""
                        {
                         "type": "custom_emoji",
                         "document_id": video_files/sticker (2).webm
                        },{
                         "document_id": files/a"b\\c, d.webp,
                         "text": "x"
                        },{
                         "document_id" : (File not included. Change data exporting settings to download.) \r
                        }
                        """)).isEqualTo("""
                        {
                         "type": "custom_emoji",
                         "document_id": "video_files/sticker (2).webm"
                        },{
                         "document_id": "files/a\\"b\\\\c, d.webp",
                         "text": "x"
                        },{
                         "document_id" : "(File not included. Change data exporting settings to download.)" \r
                        }
                        """);
    }

    @Test
    void anUnquotedValueThatNeverEndsIsCutWhereAPathWouldEnd() throws IOException {
        String endless = "{\"document_id\": " + "x".repeat(10_000);

        assertThat(repaired(endless)).isEqualTo("{\"document_id\": \"" + "x".repeat(4_096) + "\"" + "x".repeat(5_904));
        assertThat(repaired("{\"document_id\": abc")).isEqualTo("{\"document_id\": abc");
    }

    @Test
    void aStringOfAnyLengthIsCutBetweenTwoCharacters() throws IOException {
        for (String character : new String[] {"a", "é", "🚀", "\\u00e9", "\\n", "\\x0B"}) {
            String text = character.repeat(RepairedJson.MAX_STRING_BYTES);
            String result = repaired("[\"x" + text + "\",\"" + character + "\"]");

            String whole = character.replace("\\x", "\\u00");
            int kept = (result.length() - "[\"x\",\"\"]".length()) / whole.length() - 1;
            assertThat(result).isEqualTo("[\"x" + whole.repeat(kept) + "\",\"" + whole + "\"]");
            assertThat(kept).isLessThan(RepairedJson.MAX_STRING_BYTES);
        }
    }

    @Test
    void aPlaceInTheRepairedBytesLeadsToItsPlaceInTheOriginal() throws IOException {
        String original =
                "{\"a\":\"" + "b\\x0Bc a run of bare text ".repeat(5_000) + "\",\n \"document_id\": files/x\n}";
        RepairedJson json = new RepairedJson(new ByteArrayInputStream(original.getBytes(UTF_8)), 3);

        StringBuilder repaired = new StringBuilder();
        for (int next = json.read(); next >= 0; next = json.read()) {
            if (next == 'c' || next == '}' || next == 'b') {
                int offset = Math.toIntExact(json.originalOffset(repaired.length())) - 3;
                assertThat(original.charAt(offset)).isEqualTo((char) next);
            }
            repaired.append((char) next);
        }
        assertThat(json.originalOffset(repaired.length())).isEqualTo(3 + original.length());
        assertThat(repaired).hasSize(original.length() + 2 * 5_000 + 2);
    }

    @Test
    void bytesBeforeAFailingReadAreHandedOutFirst() throws IOException {
        InputStream failing = new InputStream() {
            private int reads;

            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (reads++ == 0) {
                    bytes[offset] = '[';
                    return 1;
                }
                throw new IOException("gone");
            }
        };
        RepairedJson json = new RepairedJson(failing, 0);

        assertThat(json.read()).isEqualTo('[');
        assertThatThrownBy(json::read).hasMessage("gone");
        assertThat(json.originalOffset(1)).isEqualTo(1);
    }

    private static String repaired(String json) throws IOException {
        return new String(new RepairedJson(new ByteArrayInputStream(json.getBytes(UTF_8)), 0).readAllBytes(), UTF_8);
    }
}
