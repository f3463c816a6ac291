package telegramgateway.acceptance.telegram;

import java.util.concurrent.locks.LockSupport;
import telegramgateway.simulator.world.Channel;

/** Posts some hundred messages a second to a channel, until it is closed. */
final class PostStream implements AutoCloseable {
    private static final long PAUSE_NANOS = 3_000_000;

    private final Thread thread;
    private volatile boolean closed;

    private PostStream(Channel channel) {
        thread = Thread.ofVirtual().start(() -> {
            for (int i = 0; !closed; i++) {
                channel.posts("streamed " + i);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
    }

    static PostStream to(Channel channel) {
        return new PostStream(channel);
    }

    /** The last one is posted when it returns. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
