package telegramgateway.simulator.session;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.codec.TlSchema;
import telegramgateway.simulator.codec.TlWriter;
import telegramgateway.simulator.crypto.AuthKey;
import telegramgateway.simulator.transport.PacketConnection;

/**
 * A client's session on one connection; when that ends the session does, and the client asks for what it missed. What
 * is sent waits in order and is packed together. Safe for use by several threads.
 */
public final class Session {

    /** Pushes that a client may have without having said that they came; clients say so for each hundred. */
    private static final int WINDOW = 1_000;

    /** How long a client may say nothing while the window is full, until its connection is ended. */
    private static final int SILENCE_SECONDS = 30;

    private static final int MESSAGES_PER_PACKET = 64;
    private static final int CONTAINER = 0x73f1f8dc;
    private static final int ANSWER = 1;
    private static final int PUSH = 3;

    private record Outgoing(byte[] body, int kind, boolean content) {}

    private record Written(long id, int sequence, byte[] body) {}

    private final long id;
    private final AuthKey key;
    private final long salt;
    private final PacketConnection connection;
    private final MessageIds ids;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private final Set<Long> unconfirmed = new HashSet<>();
    private int contents;
    private int waitingPushes;
    private boolean ended;

    Session(long id, AuthKey key, long salt, PacketConnection connection, MessageIds ids) {
        this.id = id;
        this.key = key;
        this.salt = salt;
        this.connection = connection;
        this.ids = ids;
        Thread.ofVirtual().name("telegram session").start(this::write);
    }

    /** Names the key with which this client speaks: its device, so to say. It outlives sessions. */
    public long keyId() {
        return key.id();
    }

    /** Sends updates, after all that was sent before. Never waits. */
    public void push(TlObject updates) {
        send(TlSchema.TELEGRAM.encode(updates), PUSH, true);
    }

    /** Waits until the client has confirmed enough for another push; a client that never does is cut off. */
    public void awaitRoom() {
        lock.lock();
        try {
            long nanos = TimeUnit.SECONDS.toNanos(SILENCE_SECONDS);
            while (!ended && unconfirmed.size() + waitingPushes >= WINDOW) {
                if (nanos <= 0) {
                    connection.close();
                    return;
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection. */
    public void cut() {
        connection.close();
    }

    void answer(byte[] body, boolean content) {
        send(body, ANSWER, content);
    }

    void notice(byte[] body) {
        send(body, PUSH, true);
    }

    void confirm(List<Long> messages) {
        lock.lock();
        try {
            unconfirmed.removeAll(new HashSet<>(messages));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void send(byte[] body, int kind, boolean content) {
        lock.lock();
        try {
            if (!ended) {
                waiting.add(new Outgoing(body, kind, content));
                waitingPushes += kind == PUSH ? 1 : 0;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        try {
            for (List<Written> next = next(); !next.isEmpty(); next = next()) {
                connection.write(key.seal(packet(next), ids.random()));
            }
        } catch (IOException _) {
            connection.close();
        }
    }

    /** What goes into the next packet; nothing when the session has ended. */
    private List<Written> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !ended) {
                changed.awaitUninterruptibly();
            }
            List<Written> next = new ArrayList<>();
            while (!ended && !waiting.isEmpty() && next.size() < MESSAGES_PER_PACKET) {
                Outgoing message = waiting.remove();
                long number = ids.next(message.kind());
                int sequence = message.content() ? 2 * contents++ + 1 : 2 * contents;
                if (message.kind() == PUSH) {
                    waitingPushes--;
                    unconfirmed.add(number);
                }
                next.add(new Written(number, sequence, message.body()));
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private byte[] packet(List<Written> messages) {
        Written message = messages.getFirst();
        if (messages.size() > 1) {
            TlWriter container = new TlWriter().writeInt(CONTAINER).writeInt(messages.size());
            messages.forEach(inner -> writeTo(container, inner));
            lock.lock();
            try {
                message = new Written(ids.next(PUSH), 2 * contents, container.toBytes());
            } finally {
                lock.unlock();
            }
        }
        return writeTo(new TlWriter().writeLong(salt).writeLong(id), message).toBytes();
    }

    private static TlWriter writeTo(TlWriter out, Written message) {
        return out.writeLong(message.id())
                .writeInt(message.sequence())
                .writeInt(message.body().length)
                .writeRaw(message.body());
    }
}
