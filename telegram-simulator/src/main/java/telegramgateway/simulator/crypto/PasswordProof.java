package telegramgateway.simulator.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One try to prove a password without saying it: SRP as Telegram has it, https://core.telegram.org/api/srp. Immutable.
 */
public final class PasswordProof {

    private static final int ROUNDS = 100_000;
    private static final byte[] G_WRITTEN = DiffieHellman.written(DiffieHellman.GENERATOR);
    private static final byte[] P_WRITTEN = DiffieHellman.written(DiffieHellman.PRIME);

    private final byte[] salt1;
    private final byte[] salt2;
    private final BigInteger verifier;
    private final BigInteger secret;
    private final BigInteger challenge;

    /** @param verifier what {@link #verifier} made of the password and the same salts */
    public PasswordProof(BigInteger verifier, byte[] salt1, byte[] salt2, RandomGenerator random) {
        this.verifier = verifier;
        this.salt1 = salt1.clone();
        this.salt2 = salt2.clone();
        byte[] bits = new byte[DiffieHellman.BYTES];
        random.nextBytes(bits);
        secret = Bytes.number(bits);
        BigInteger k = Bytes.number(Bytes.sha256(P_WRITTEN, G_WRITTEN));
        challenge = k.multiply(verifier)
                .add(DiffieHellman.GENERATOR.modPow(secret, DiffieHellman.PRIME))
                .mod(DiffieHellman.PRIME);
    }

    /** What Telegram stores in place of a password. Takes some 100 ms, as it is meant to. */
    public static BigInteger verifier(String password, byte[] salt1, byte[] salt2) {
        return DiffieHellman.GENERATOR.modPow(privateKey(password, salt1, salt2), DiffieHellman.PRIME);
    }

    static BigInteger privateKey(String password, byte[] salt1, byte[] salt2) {
        byte[] first = salted(salted(password.getBytes(UTF_8), salt1), salt2);
        return Bytes.number(salted(stretched(first, salt1), salt2));
    }

    /** The B of the protocol, 256 bytes. */
    public byte[] challenge() {
        return DiffieHellman.written(challenge);
    }

    /**
     * Whether the client knows the password.
     *
     * @param a its A
     * @param m1 its M1
     */
    public boolean accepts(byte[] a, byte[] m1) {
        BigInteger open = Bytes.number(a);
        if (open.mod(DiffieHellman.PRIME).signum() == 0) {
            return false;
        }
        byte[] written = DiffieHellman.written(open);
        BigInteger u = Bytes.number(Bytes.sha256(written, challenge()));
        BigInteger shared =
                open.multiply(verifier.modPow(u, DiffieHellman.PRIME)).modPow(secret, DiffieHellman.PRIME);
        byte[] expected = Bytes.sha256(
                Bytes.xor(Bytes.sha256(P_WRITTEN), Bytes.sha256(G_WRITTEN)),
                Bytes.sha256(salt1),
                Bytes.sha256(salt2),
                written,
                challenge(),
                Bytes.sha256(DiffieHellman.written(shared)));
        return MessageDigest.isEqual(expected, m1);
    }

    private static byte[] salted(byte[] data, byte[] salt) {
        return Bytes.sha256(salt, data, salt);
    }

    /** PBKDF2 with HMAC-SHA-512, one block. The JDK's own takes no password of bytes. */
    static byte[] stretched(byte[] password, byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(password, "HmacSHA512"));
            byte[] round = mac.doFinal(Bytes.concat(salt, new byte[] {0, 0, 0, 1}));
            byte[] result = round;
            for (int i = 1; i < ROUNDS; i++) {
                round = mac.doFinal(round);
                result = Bytes.xor(result, round);
            }
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
