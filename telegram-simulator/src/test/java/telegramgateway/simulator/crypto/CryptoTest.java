package telegramgateway.simulator.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CryptoTest {

    private final Random random = new Random(1);

    /** The vectors of OpenSSL's IGE mode. */
    @ParameterizedTest
    @CsvSource({
        "000102030405060708090A0B0C0D0E0F, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F,"
                + "0000000000000000000000000000000000000000000000000000000000000000,"
                + "1A8519A6557BE652E9DA8E43DA4EF4453CF456B4CA488AA383C79C98B34797CB",
        "5468697320697320616E20696D706C65, 6D656E746174696F6E206F6620494745206D6F646520666F72204F70656E5353,"
                + "99706487A1CDE613BC6DE0B6F24B1C7AA448C8B9C3403E3467A8CAD89340F53B,"
                + "4C2E204C6574277320686F70652042656E20676F74206974207269676874210A"
    })
    void aes_ige_has_the_known_results(String key, String iv, String plain, String encrypted) {
        assertThat(AesIge.encrypt(hex(key), hex(iv), hex(plain))).isEqualTo(hex(encrypted));
        assertThat(AesIge.decrypt(hex(key), hex(iv), hex(encrypted))).isEqualTo(hex(plain));
    }

    @Property(tries = 100)
    void aes_ige_undoes_itself(@ForAll @Size(32) byte[] key, @ForAll @Size(32) byte[] iv, @ForAll @Size(64) byte[] in) {
        assertThat(AesIge.decrypt(key, iv, AesIge.encrypt(key, iv, in))).isEqualTo(in);
    }

    @Test
    void half_a_block_is_refused() {
        assertThatThrownBy(() -> AesIge.encrypt(new byte[32], new byte[32], new byte[15]))
                .hasMessage("no multiple of 16 bytes: 15");
    }

    @Test
    void what_was_made_for_one_direction_is_refused_in_the_other() {
        AuthKey key = new AuthKey(bytes(256));
        byte[] sealed = key.seal(bytes(100), random);
        byte[] ownDirection = Bytes.slice(sealed, 8, sealed.length - 8);

        // Each direction has keys of its own: what was made for the client is no message to the server.
        assertThatThrownBy(() -> key.open(ownDirection)).hasMessage("a message was made with another key");
    }

    @Test
    void stretching_is_pbkdf2() throws Exception {
        byte[] expected = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec("password".toCharArray(), "salt".getBytes(UTF_8), 100_000, 512))
                .getEncoded();

        assertThat(PasswordProof.stretched("password".getBytes(UTF_8), "salt".getBytes(UTF_8)))
                .isEqualTo(expected);
    }

    @Test
    void who_knows_the_password_can_prove_it_and_nobody_else() {
        byte[] salt1 = bytes(16);
        byte[] salt2 = bytes(16);
        PasswordProof proof =
                new PasswordProof(PasswordProof.verifier("correct horse", salt1, salt2), salt1, salt2, random);

        assertThat(proves(proof, "correct horse", salt1, salt2)).isTrue();
        assertThat(proves(proof, "wrong horse", salt1, salt2)).isFalse();
        assertThat(proof.accepts(new byte[256], new byte[32])).isFalse();
    }

    @Test
    void the_server_key_survives_writing_and_has_one_length_for_all() {
        ServerKey key = ServerKey.generate();

        assertThat(ServerKey.of(key.encoded()).fingerprint()).isEqualTo(key.fingerprint());
        assertThat(key.pem()).hasSize(425).startsWith("-----BEGIN RSA PUBLIC KEY-----\nMIIB");
        assertThat(Base64.getMimeDecoder().decode(key.pem().replaceAll("-----.*?-----", "")))
                .hasSize(270);
        assertThatThrownBy(() -> key.open(bytes(256))).hasMessage("the client used another RSA key");
    }

    /** The client's side, by https://core.telegram.org/api/srp. */
    private boolean proves(PasswordProof proof, String password, byte[] salt1, byte[] salt2) {
        BigInteger p = DiffieHellman.PRIME;
        BigInteger g = DiffieHellman.GENERATOR;
        BigInteger a = Bytes.number(bytes(256));
        byte[] open = DiffieHellman.written(g.modPow(a, p));
        BigInteger k = Bytes.number(Bytes.sha256(DiffieHellman.written(p), DiffieHellman.written(g)));
        BigInteger x = PasswordProof.privateKey(password, salt1, salt2);
        BigInteger u = Bytes.number(Bytes.sha256(open, proof.challenge()));
        BigInteger base = Bytes.number(proof.challenge())
                .subtract(k.multiply(g.modPow(x, p)))
                .mod(p);
        byte[] shared = Bytes.sha256(DiffieHellman.written(base.modPow(a.add(u.multiply(x)), p)));
        byte[] m1 = Bytes.sha256(
                Bytes.xor(Bytes.sha256(DiffieHellman.written(p)), Bytes.sha256(DiffieHellman.written(g))),
                Bytes.sha256(salt1),
                Bytes.sha256(salt2),
                open,
                proof.challenge(),
                shared);
        return proof.accepts(open, m1);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
