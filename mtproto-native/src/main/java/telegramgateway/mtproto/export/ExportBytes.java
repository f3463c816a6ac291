package telegramgateway.mtproto.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The first look at a file: unpacks gzip, passes over a byte order mark and says in words what a file is that cannot be
 * an export.
 *
 * @param json the JSON, unpacked, after the byte order mark
 * @param offset of its first byte: the length of the byte order mark
 * @param packed whether the file is packed with gzip
 */
record ExportBytes(InputStream json, int offset, boolean packed) {
    /** How much of the file's head is looked at, bytes. */
    private static final int HEAD = 512;

    private static final int BUFFER_BYTES = 65_536;
    private static final int UTF8_MARK = 3;

    static ExportBytes open(InputStream file) throws IOException, ExportException {
        BufferedInputStream plain = new BufferedInputStream(file, BUFFER_BYTES);
        boolean packed = startsWith(head(plain), 0x1F, 0x8B);
        if (packed) {
            plain = new BufferedInputStream(new GZIPInputStream(plain, BUFFER_BYTES), BUFFER_BYTES);
        }
        byte[] head = head(plain);
        String refusal = refusal(head);
        if (refusal != null) {
            throw new ExportException(refusal, 0, null, null);
        }
        boolean marked = startsWith(head, 0xEF, 0xBB, 0xBF);
        if (marked) {
            plain.skipNBytes(UTF8_MARK);
        }
        return new ExportBytes(plain, marked ? UTF8_MARK : 0, packed);
    }

    private static byte[] head(BufferedInputStream in) throws IOException {
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        return head;
    }

    private static @Nullable String refusal(byte[] head) {
        if (head.length == 0) {
            return "The file is empty. Export again, and wait until Telegram Desktop says that it is done.";
        }
        if (startsWith(head, 'P', 'K')) {
            return "This is a zip archive. Unpack it and give the result.json that is in it.";
        }
        if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
            return "This file is in UTF-16. Give the result.json as Telegram Desktop wrote it, or save it as UTF-8.";
        }
        String text = new String(head, StandardCharsets.ISO_8859_1)
                .replace("\u00EF\u00BB\u00BF", "")
                .stripLeading();
        if (text.startsWith("<")) {
            return "This is the HTML export. Export again with the format \"Machine-readable JSON\".";
        }
        if (text.startsWith("[")) {
            return "This is a JSON array, not an export: Telegram Desktop's result.json is one object. "
                    + "Export again with the format \"Machine-readable JSON\".";
        }
        if (!text.isEmpty() && !text.startsWith("{")) {
            return "This is no JSON. Give the result.json of a Telegram Desktop export, plain or packed with gzip.";
        }
        return null;
    }

    private static boolean startsWith(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
