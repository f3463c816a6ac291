package telegramgateway.simulator.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/** The key that a client and Telegram share: 2,048 bits, named by a part of its hash. Immutable. */
public final class AuthKey {

    private static final int TO_SERVER = 0;
    private static final int TO_CLIENT = 8;
    private static final int LEAST_PADDING = 12;

    private final byte[] key;
    private final byte[] hash;

    /** @param key 256 bytes */
    public AuthKey(byte[] key) {
        this.key = key.clone();
        hash = Bytes.sha1(key);
    }

    public long id() {
        return little(hash, 12);
    }

    /** The part of the hash that the key exchange proves. */
    public byte[] auxiliaryHash() {
        return Bytes.slice(hash, 0, 8);
    }

    /** A message to the client: key id, message key, encrypted data. */
    public byte[] seal(byte[] message, RandomGenerator random) {
        int padding = LEAST_PADDING + (-(message.length + LEAST_PADDING) & 15);
        byte[] filler = new byte[padding];
        random.nextBytes(filler);
        byte[] plain = Bytes.concat(message, filler);
        byte[] messageKey = messageKey(plain, TO_CLIENT);
        byte[][] keys = keys(messageKey, TO_CLIENT);
        return Bytes.concat(Bytes.slice(hash, 12, 8), messageKey, AesIge.encrypt(keys[0], keys[1], plain));
    }

    /**
     * A message of the client, with its padding.
     *
     * @param sealed message key and encrypted data
     * @throws IllegalArgumentException when it was not made with this key
     */
    public byte[] open(byte[] sealed) {
        byte[] messageKey = Bytes.slice(sealed, 0, 16);
        byte[][] keys = keys(messageKey, TO_SERVER);
        // A transport may pad what it carries.
        byte[] encrypted = Bytes.slice(sealed, 16, sealed.length - 16 & ~15);
        byte[] plain = AesIge.decrypt(keys[0], keys[1], encrypted);
        if (!MessageDigest.isEqual(messageKey, messageKey(plain, TO_SERVER))) {
            throw new IllegalArgumentException("a message was made with another key");
        }
        return plain;
    }

    private byte[] messageKey(byte[] plain, int direction) {
        return Bytes.slice(Bytes.sha256(Bytes.slice(key, 88 + direction, 32), plain), 8, 16);
    }

    private byte[][] keys(byte[] messageKey, int direction) {
        byte[] a = Bytes.sha256(messageKey, Bytes.slice(key, direction, 36));
        byte[] b = Bytes.sha256(Bytes.slice(key, 40 + direction, 36), messageKey);
        return new byte[][] {
            Bytes.concat(Bytes.slice(a, 0, 8), Bytes.slice(b, 8, 16), Bytes.slice(a, 24, 8)),
            Bytes.concat(Bytes.slice(b, 0, 8), Bytes.slice(a, 8, 16), Bytes.slice(b, 24, 8))
        };
    }

    private static long little(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
    }
}
