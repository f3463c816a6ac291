package telegramgateway.simulator.session;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import telegramgateway.simulator.codec.TlReader;
import telegramgateway.simulator.codec.TlWriter;
import telegramgateway.simulator.crypto.AesIge;
import telegramgateway.simulator.crypto.AuthKey;
import telegramgateway.simulator.crypto.Bytes;
import telegramgateway.simulator.crypto.DiffieHellman;
import telegramgateway.simulator.crypto.ServerKey;

/**
 * The server's side of one exchange, https://core.telegram.org/mtproto/auth_key: three questions, three answers. For
 * one connection; not safe for use by several threads.
 */
final class KeyExchange {

    /** What came out of it. */
    interface Result {
        void agreed(AuthKey key, long salt);
    }

    private static final int REQ_PQ_MULTI = 0xbe7e8ef1;
    private static final int RES_PQ = 0x05162463;
    private static final int REQ_DH_PARAMS = 0xd712e4be;
    private static final int SERVER_DH_PARAMS_OK = 0xd0e8075c;
    private static final int SERVER_DH_INNER_DATA = 0xb5890dba;
    private static final int SET_CLIENT_DH_PARAMS = 0xf5045f1f;
    private static final int DH_GEN_OK = 0x3bcbf734;
    private static final int VECTOR = 0x1cb5c415;

    /** The product of two primes, which a client factors to show that it takes some pains. */
    private static final byte[] PQ = Bytes.unsigned(new BigInteger("17ED48941A08F981", 16));

    private static final int NONCE = 16;
    private static final int NEW_NONCE = 32;

    private final ServerKey serverKey;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Result result;
    private byte[] nonce = {};
    private byte[] serverNonce = {};
    private byte[] newNonce = {};
    private BigInteger secret = BigInteger.ZERO;

    KeyExchange(ServerKey serverKey, InstantSource clock, RandomGenerator random, Result result) {
        this.serverKey = serverKey;
        this.clock = clock;
        this.random = random;
        this.result = result;
    }

    /** @throws IllegalArgumentException when the client breaks the protocol */
    byte[] answer(TlReader question) {
        int type = question.readInt();
        return switch (type) {
            case REQ_PQ_MULTI -> hello(question);
            case REQ_DH_PARAMS -> parameters(question);
            case SET_CLIENT_DH_PARAMS -> agree(question);
            default -> throw new IllegalArgumentException("no part of a key exchange: " + Integer.toHexString(type));
        };
    }

    private byte[] hello(TlReader question) {
        nonce = question.readRaw(NONCE);
        serverNonce = randomBytes(NONCE);
        return new TlWriter()
                .writeInt(RES_PQ)
                .writeRaw(nonce)
                .writeRaw(serverNonce)
                .writeBytes(PQ)
                .writeInt(VECTOR)
                .writeInt(1)
                .writeLong(serverKey.fingerprint())
                .toBytes();
    }

    private byte[] parameters(TlReader question) {
        question.readRaw(2 * NONCE);
        question.readBytes();
        question.readBytes();
        question.readLong();
        TlReader inner = new TlReader(serverKey.open(question.readBytes()));
        inner.readInt();
        inner.readBytes();
        inner.readBytes();
        inner.readBytes();
        inner.readRaw(2 * NONCE);
        newNonce = inner.readRaw(NEW_NONCE);

        secret = Bytes.number(randomBytes(DiffieHellman.BYTES));
        byte[] data = new TlWriter()
                .writeInt(SERVER_DH_INNER_DATA)
                .writeRaw(nonce)
                .writeRaw(serverNonce)
                .writeInt(DiffieHellman.G)
                .writeBytes(DiffieHellman.written(DiffieHellman.PRIME))
                .writeBytes(DiffieHellman.written(DiffieHellman.GENERATOR.modPow(secret, DiffieHellman.PRIME)))
                .writeInt((int) clock.instant().getEpochSecond())
                .toBytes();
        byte[] hashed = Bytes.concat(Bytes.sha1(data), data);
        byte[] padded = Bytes.concat(hashed, randomBytes(-hashed.length & 15));
        return new TlWriter()
                .writeInt(SERVER_DH_PARAMS_OK)
                .writeRaw(nonce)
                .writeRaw(serverNonce)
                .writeBytes(AesIge.encrypt(temporaryKey(), temporaryIv(), padded))
                .toBytes();
    }

    private byte[] agree(TlReader question) {
        question.readRaw(2 * NONCE);
        TlReader inner = new TlReader(AesIge.decrypt(temporaryKey(), temporaryIv(), question.readBytes()));
        int hashTypeNoncesAndRetry = 20 + 4 + 2 * NONCE + 8;
        inner.readRaw(hashTypeNoncesAndRetry);
        BigInteger open = Bytes.number(inner.readBytes());
        AuthKey key = new AuthKey(DiffieHellman.written(open.modPow(secret, DiffieHellman.PRIME)));
        result.agreed(key, little(newNonce) ^ little(serverNonce));
        byte[] proof = Bytes.slice(Bytes.sha1(newNonce, new byte[] {1}, key.auxiliaryHash()), 4, NONCE);
        return new TlWriter()
                .writeInt(DH_GEN_OK)
                .writeRaw(nonce)
                .writeRaw(serverNonce)
                .writeRaw(proof)
                .toBytes();
    }

    private byte[] temporaryKey() {
        return Bytes.concat(Bytes.sha1(newNonce, serverNonce), Bytes.slice(Bytes.sha1(serverNonce, newNonce), 0, 12));
    }

    private byte[] temporaryIv() {
        return Bytes.concat(
                Bytes.slice(Bytes.sha1(serverNonce, newNonce), 12, 8),
                Bytes.sha1(newNonce, newNonce),
                Bytes.slice(newNonce, 0, 4));
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
