package telegramgateway.message.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The chain over a channel's events: SHA-256 of the chain before, the position, the message id and the SHA-256 of the
 * JSON. What it is depends on every event and on their order. Not safe for use by several threads.
 */
final class EventHash {

    private static final byte[] VERSION = "telegram-gateway events 1".getBytes(US_ASCII);

    private final MessageDigest sha256;
    private final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
    private byte[] chain;

    EventHash(long channelId) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
        sha256.update(VERSION);
        chain = sha256.digest(ByteBuffer.allocate(Long.BYTES).putLong(channelId).array());
    }

    void add(long position, long messageId, byte[] jsonHash) {
        numbers.clear().putLong(position).putLong(messageId);
        sha256.update(chain);
        sha256.update(numbers.array());
        chain = sha256.digest(jsonHash);
    }

    /** Goes on from what an earlier audit has recorded. */
    void goOnFrom(byte[] recorded) {
        chain = recorded.clone();
    }

    boolean is(byte[] other) {
        return Arrays.equals(chain, other);
    }

    byte[] chain() {
        return chain.clone();
    }
}
