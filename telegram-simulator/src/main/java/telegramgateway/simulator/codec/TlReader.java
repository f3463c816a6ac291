package telegramgateway.simulator.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads TL's basic types. Throws {@link BufferUnderflowException} at the end. Not safe for use by several threads. */
public final class TlReader {

    private static final int LONG_FORM = 254;

    private final ByteBuffer buffer;

    public TlReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    public int readInt() {
        return buffer.getInt();
    }

    /** The next int, which stays the next one. */
    public int peekInt() {
        return buffer.getInt(buffer.position());
    }

    public long readLong() {
        return buffer.getLong();
    }

    public byte[] readRaw(int count) {
        if (count < 0 || count > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    public byte[] readBytes() {
        int start = buffer.position();
        int length = buffer.get() & 0xff;
        if (length == LONG_FORM) {
            buffer.position(start);
            length = buffer.getInt() >>> 8;
        }
        byte[] bytes = readRaw(length);
        readRaw(-(buffer.position() - start) & 3);
        return bytes;
    }

    public String readText() {
        return new String(readBytes(), UTF_8);
    }

    public int remaining() {
        return buffer.remaining();
    }
}
