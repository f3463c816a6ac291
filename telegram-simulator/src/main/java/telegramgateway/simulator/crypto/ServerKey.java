package telegramgateway.simulator.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import telegramgateway.simulator.codec.TlWriter;

/** The server's RSA key, by which a client knows with whom it exchanges keys: 2,048 bits, exponent 65537. Immutable. */
public final class ServerKey {

    private static final int BITS = 2048;
    private static final int BLOCK = BITS / 8;
    private static final int AES_KEY = 32;
    private static final int DATA = 192;

    private final RSAPrivateCrtKey key;

    private ServerKey(RSAPrivateCrtKey key) {
        this.key = key;
    }

    public static ServerKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new ServerKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param encoded as {@link #encoded()} gives it */
    public static ServerKey of(byte[] encoded) {
        try {
            return new ServerKey(
                    (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no RSA key", e);
        }
    }

    /** PKCS #8. */
    public byte[] encoded() {
        return key.getEncoded();
    }

    /** What names it in the key exchange. */
    public long fingerprint() {
        byte[] hash = Bytes.sha1(new TlWriter()
                .writeBytes(Bytes.unsigned(key.getModulus()))
                .writeBytes(Bytes.unsigned(key.getPublicExponent()))
                .toBytes());
        return ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getLong(12);
    }

    /** The public key in PKCS #1 and PEM, as clients have it built in: 425 characters for every key. */
    public String pem() {
        byte[] modulus = derInteger(key.getModulus());
        byte[] exponent = derInteger(key.getPublicExponent());
        byte[] sequence = der(0x30, Bytes.concat(modulus, exponent));
        return "-----BEGIN RSA PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(sequence)
                + "\n-----END RSA PUBLIC KEY-----";
    }

    /**
     * Opens what a client encrypted with RSA_PAD, https://core.telegram.org/mtproto/auth_key.
     *
     * @return the data with its padding, 192 bytes
     * @throws IllegalArgumentException when it was made for another key
     */
    public byte[] open(byte[] encrypted) {
        BigInteger opened = Bytes.number(encrypted).modPow(key.getPrivateExponent(), key.getModulus());
        byte[] block = Bytes.fixed(opened, BLOCK);
        byte[] hidden = Bytes.slice(block, AES_KEY, BLOCK - AES_KEY);
        byte[] aesKey = Bytes.xor(Bytes.slice(block, 0, AES_KEY), Bytes.sha256(hidden));
        byte[] plain = AesIge.decrypt(aesKey, new byte[32], hidden);
        byte[] data = Bytes.reversed(Bytes.slice(plain, 0, DATA));
        if (!MessageDigest.isEqual(Bytes.sha256(aesKey, data), Arrays.copyOfRange(plain, DATA, plain.length))) {
            throw new IllegalArgumentException("the client used another RSA key");
        }
        return data;
    }

    @Override
    public String toString() {
        return "ServerKey " + Long.toHexString(fingerprint());
    }

    private static byte[] derInteger(BigInteger number) {
        return der(0x02, number.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        int length = content.length;
        byte[] header = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : length < 0x100
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return Bytes.concat(header, content);
    }
}
