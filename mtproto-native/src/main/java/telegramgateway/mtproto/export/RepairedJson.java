package telegramgateway.mtproto.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Makes valid JSON of what Telegram Desktop writes: control characters as {@code \xNN}, and, in version 4.1, the value
 * of {@code document_id} without quotes. Shortens strings beyond {@link #MAX_STRING_BYTES}, so that no string needs
 * more memory than that. Everything else passes unchanged, valid or not.
 *
 * <p>Remembers for the bytes handed out last where they stand in the original: a parser that has consumed everything
 * before them, and nothing beyond, can tell the original place of a fault.
 */
final class RepairedJson extends InputStream {

    /**
     * Longer strings are cut here; bytes. Six bytes may stand for one UTF-16 unit, so a cut text is still longer than
     * any message's.
     */
    static final int MAX_STRING_BYTES = 2 * 1024 * 1024;

    private static final int CHUNK_BYTES = 8_192;
    private static final byte[] HEX_ESCAPE = {'\\', 'u', '0', '0'};
    private static final byte[] UNQUOTED_FIELD = "document_id".getBytes(StandardCharsets.US_ASCII);

    private static final Set<String> LITERALS = Set.of("null", "true", "false");

    /** An unquoted value is a path of one line; bytes. */
    private static final int MAX_UNQUOTED_BYTES = 4_096;

    /** One byte becomes at most two, besides what was held back: an unquoted value or an escape. */
    private static final int MAX_REPAIRED = 2 * (CHUNK_BYTES + MAX_UNQUOTED_BYTES) + 64;

    private enum State {
        OUTSIDE,
        STRING,
        ESCAPE,
        HEX_ESCAPE,
        UNQUOTED
    }

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] repaired = new byte[MAX_REPAIRED];

    /** From these indexes of the repaired bytes on, the original place is the index plus the shift. */
    private final int[] shiftFrom = new int[MAX_REPAIRED];

    private final long[] shiftBy = new long[MAX_REPAIRED];
    private final byte[] held = new byte[MAX_UNQUOTED_BYTES];

    private int size;
    private int next;
    private int shifts;
    private long repairedBefore;
    private long original;

    private State state = State.OUTSIDE;
    private int heldSize;
    private int stringBytes;
    private int unicodeDigits;
    private boolean cutting;
    private boolean fieldMatches;
    private boolean afterField;
    private boolean afterColon;

    /** @param offset of the first byte in the original */
    RepairedJson(InputStream in, long offset) {
        this.in = in;
        this.original = offset;
    }

    /** Where the parser stands in the original when it has consumed this many repaired bytes. */
    long originalOffset(long repairedOffset) {
        int index = Math.clamp(repairedOffset - repairedBefore, 0, size);
        if (index == size) {
            return original;
        }
        int shift = Arrays.binarySearch(shiftFrom, 0, shifts, index);
        return index + shiftBy[shift < 0 ? -shift - 2 : shift];
    }

    @Override
    public int read() throws IOException {
        return fill() ? repaired[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, size - next);
        System.arraycopy(repaired, next, bytes, offset, count);
        next += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (next == size) {
            int read = in.read(chunk);
            repairedBefore += size;
            size = 0;
            next = 0;
            shifts = 0;
            for (int i = 0; i < read; i++) {
                i = passText(i, read);
                if (i < read) {
                    repair(chunk[i]);
                    original++;
                }
            }
            if (read < 0) {
                releaseHeld();
                return next < size;
            }
        }
        return true;
    }

    /** The short way for the bulk of a file: text that needs no look. Returns the index of what follows it. */
    private int passText(int from, int end) {
        boolean looksNeeded = stringBytes <= UNQUOTED_FIELD.length || unicodeDigits > 0 || cutting;
        if (state != State.STRING || looksNeeded) {
            return from;
        }
        int limit = Math.min(end, from + MAX_STRING_BYTES - stringBytes);
        int to = from;
        while (to < limit && chunk[to] != '"' && chunk[to] != '\\') {
            to++;
        }
        if (to > from) {
            noteShift();
            System.arraycopy(chunk, from, repaired, size, to - from);
            size += to - from;
            original += to - from;
            stringBytes += to - from;
        }
        return to;
    }

    private void repair(byte b) {
        switch (state) {
            case OUTSIDE -> outside(b);
            case STRING -> string(b);
            case ESCAPE -> escape(b);
            case HEX_ESCAPE -> hexEscape(b);
            case UNQUOTED -> unquoted(b);
        }
    }

    private void outside(byte b) {
        if (b == '"') {
            state = State.STRING;
            stringBytes = 0;
            unicodeDigits = 0;
            cutting = false;
            fieldMatches = true;
        } else if (b > ' ') {
            boolean colon = afterField && b == ':';
            if (afterColon && (Character.isLetter(b) || b == '(')) {
                state = State.UNQUOTED;
                afterColon = false;
                hold(b);
                return;
            }
            afterColon = colon;
            afterField = false;
        }
        emit(b);
    }

    private void string(byte b) {
        if (b == '"') {
            state = State.OUTSIDE;
            afterField = fieldMatches && stringBytes == UNQUOTED_FIELD.length && !afterColon;
            afterColon = false;
            emit(b);
            return;
        }
        boolean withinCharacter = (b & 0xC0) == 0x80 || unicodeDigits > 0;
        unicodeDigits = Math.max(unicodeDigits - 1, 0);
        cutting |= stringBytes >= MAX_STRING_BYTES && !withinCharacter;
        fieldMatches = fieldMatches && stringBytes < UNQUOTED_FIELD.length && UNQUOTED_FIELD[stringBytes] == b;
        stringBytes = Math.min(stringBytes + 1, MAX_STRING_BYTES);
        if (b == '\\') {
            state = State.ESCAPE;
        } else {
            emitUncut(b);
        }
    }

    private void escape(byte b) {
        if (b == 'x') {
            state = State.HEX_ESCAPE;
            return;
        }
        state = State.STRING;
        unicodeDigits = b == 'u' ? 4 : 0;
        emitUncut((byte) '\\');
        emitUncut(b);
    }

    private void hexEscape(byte b) {
        boolean digit = Character.digit(b, 16) >= 0;
        if (digit) {
            hold(b);
        }
        if (digit && heldSize < 2) {
            return;
        }
        state = State.STRING;
        if (digit) {
            for (byte prefix : HEX_ESCAPE) {
                emitUncut(prefix);
            }
            releaseUncut();
        } else {
            emitUncut((byte) '\\');
            emitUncut((byte) 'x');
            releaseUncut();
            string(b);
        }
    }

    private void releaseUncut() {
        for (int i = 0; i < heldSize; i++) {
            emitUncut(held[i]);
        }
        heldSize = 0;
    }

    /** Ends with its line, or, for a literal such as null, which needs no quotes, with the literal. */
    private void unquoted(byte b) {
        boolean ends = b == '\n' || b == '\r' || heldSize == MAX_UNQUOTED_BYTES;
        boolean delimits = ends || b == ',' || b == '}' || b == ']' || b == ' ';
        if (delimits && LITERALS.contains(new String(held, 0, heldSize, StandardCharsets.ISO_8859_1))) {
            state = State.OUTSIDE;
            releaseHeld();
            outside(b);
        } else if (ends) {
            state = State.OUTSIDE;
            quoteHeld();
            outside(b);
        } else {
            hold(b);
        }
    }

    private void quoteHeld() {
        int end = heldSize;
        while (end > 0 && (held[end - 1] == ',' || held[end - 1] == ' ')) {
            end--;
        }
        emit((byte) '"');
        for (int i = 0; i < end; i++) {
            if (held[i] == '"' || held[i] == '\\') {
                emit((byte) '\\');
            }
            emit(held[i]);
        }
        emit((byte) '"');
        for (int i = end; i < heldSize; i++) {
            emit(held[i]);
        }
        heldSize = 0;
    }

    private void releaseHeld() {
        for (int i = 0; i < heldSize; i++) {
            emit(held[i]);
        }
        heldSize = 0;
    }

    private void hold(byte b) {
        held[heldSize++] = b;
    }

    private void emitUncut(byte b) {
        if (!cutting) {
            emit(b);
        }
    }

    private void emit(byte b) {
        noteShift();
        repaired[size] = b;
        size++;
    }

    private void noteShift() {
        long shift = original - size;
        if (shifts == 0 || shiftBy[shifts - 1] != shift) {
            shiftFrom[shifts] = size;
            shiftBy[shifts] = shift;
            shifts++;
        }
    }
}
