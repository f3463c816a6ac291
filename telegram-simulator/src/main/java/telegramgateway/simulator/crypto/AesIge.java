package telegramgateway.simulator.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in Infinite Garble Extension mode, as MTProto uses it. The length of the data is a multiple of 16. */
public final class AesIge {

    private static final int BLOCK = 16;

    private AesIge() {}

    /** @param iv 32 bytes: what stands for the cipher text and the plain text before the first block */
    public static byte[] encrypt(byte[] key, byte[] iv, byte[] plain) {
        return run(Cipher.ENCRYPT_MODE, key, plain, Bytes.slice(iv, 0, BLOCK), Bytes.slice(iv, BLOCK, BLOCK));
    }

    public static byte[] decrypt(byte[] key, byte[] iv, byte[] encrypted) {
        return run(Cipher.DECRYPT_MODE, key, encrypted, Bytes.slice(iv, BLOCK, BLOCK), Bytes.slice(iv, 0, BLOCK));
    }

    private static byte[] run(int mode, byte[] key, byte[] in, byte[] lastOut, byte[] lastIn) {
        if (in.length % BLOCK != 0) {
            throw new IllegalArgumentException("no multiple of 16 bytes: " + in.length);
        }
        try {
            @SuppressWarnings("InsecureCryptoUsage") // The chaining is done here.
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"));
            byte[] out = new byte[in.length];
            byte[] block = new byte[BLOCK];
            for (int at = 0; at < in.length; at += BLOCK) {
                for (int i = 0; i < BLOCK; i++) {
                    block[i] = (byte) (in[at + i] ^ lastOut[i]);
                }
                cipher.update(block, 0, BLOCK, out, at);
                for (int i = 0; i < BLOCK; i++) {
                    out[at + i] ^= lastIn[i];
                    lastOut[i] = out[at + i];
                    lastIn[i] = in[at + i];
                }
            }
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
