package telegramgateway.simulator.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes TL's basic types, little-endian. Not safe for use by several threads. */
public final class TlWriter {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final int LONG_FORM = 254;

    private byte[] buffer = new byte[512];
    private int size;

    public TlWriter writeInt(int value) {
        room(4);
        INT.set(buffer, size, value);
        size += 4;
        return this;
    }

    public TlWriter writeLong(long value) {
        room(8);
        LONG.set(buffer, size, value);
        size += 8;
        return this;
    }

    public TlWriter writeRaw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        return this;
    }

    /** With its length, padded to four bytes. */
    public TlWriter writeBytes(byte[] bytes) {
        if (bytes.length < LONG_FORM) {
            room(1);
            buffer[size++] = (byte) bytes.length;
        } else {
            writeInt(bytes.length << 8 | LONG_FORM);
        }
        writeRaw(bytes);
        int padding = -size & 3;
        room(padding);
        // The buffer was zero here already.
        size += padding;
        return this;
    }

    public TlWriter writeText(String text) {
        return writeBytes(text.getBytes(UTF_8));
    }

    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    private void room(int count) {
        if (size + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + count));
        }
    }
}
