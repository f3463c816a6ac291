package telegramgateway.simulator.transport;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import telegramgateway.simulator.crypto.Bytes;

/**
 * Packets on a connection of a client that uses an MTProto proxy: obfuscated transport with a secret of 16 bytes,
 * "intermediate" framing, https://core.telegram.org/mtproto/mtproto-transports. One thread reads, any may write.
 */
public final class PacketConnection {

    private static final int HEADER = 64;
    private static final int KEY_AT = 8;
    private static final int IV_AT = 40;
    private static final int TAG_AT = 56;
    private static final int INTERMEDIATE = 0xeeeeeeee;
    private static final int LENGTH_BITS = 0x7fffffff;
    private static final int LARGEST_PACKET = 16 * 1024 * 1024;

    private final Socket socket;
    private final BooleanSupplier isSilent;
    private final DataInputStream in;
    private final OutputStream out;
    private final Cipher outgoing;
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * Reads the header that a client sends first.
     *
     * @param isSilent while true, what is written is lost
     * @throws IOException when the client ends, or speaks something else
     */
    public PacketConnection(Socket socket, byte[] secret, BooleanSupplier isSilent) throws IOException {
        this.isSilent = isSilent;
        this.socket = socket;
        InputStream raw = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
        byte[] header = raw.readNBytes(HEADER);
        if (header.length < HEADER) {
            throw new EOFException("the connection ended in its header");
        }
        Cipher incoming = cipher(header, secret);
        outgoing = cipher(reversedKeys(header), secret);
        byte[] opened = incoming.update(header);
        if (ByteBuffer.wrap(opened).order(ByteOrder.LITTLE_ENDIAN).getInt(TAG_AT) != INTERMEDIATE) {
            throw new IOException("a client with another secret, or one that speaks another transport");
        }
        in = new DataInputStream(new CipherInputStream(raw, incoming));
    }

    /** The next packet. */
    public byte[] read() throws IOException {
        // The highest bit asks for a receipt of the transport's own, which nothing depends on.
        int length = Integer.reverseBytes(in.readInt()) & LENGTH_BITS;
        if (length > LARGEST_PACKET) {
            throw new IOException("a packet of " + length + " bytes");
        }
        byte[] packet = new byte[length];
        in.readFully(packet);
        return packet;
    }

    public void write(byte[] packet) throws IOException {
        if (isSilent.getAsBoolean()) {
            return;
        }
        byte[] framed = ByteBuffer.allocate(Integer.BYTES + packet.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(packet.length)
                .put(packet)
                .array();
        writing.lock();
        try {
            out.write(outgoing.update(framed));
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone, which is what was asked for.
        }
    }

    private static byte[] reversedKeys(byte[] header) {
        byte[] reversed = header.clone();
        byte[] keys = Bytes.reversed(Bytes.slice(header, KEY_AT, TAG_AT - KEY_AT));
        System.arraycopy(keys, 0, reversed, KEY_AT, keys.length);
        return reversed;
    }

    private static Cipher cipher(byte[] header, byte[] secret) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            byte[] key = Bytes.sha256(Bytes.slice(header, KEY_AT, 32), secret);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(Bytes.slice(header, IV_AT, 16)));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
