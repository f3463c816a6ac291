package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept in memory of where the journal stands. It follows the file, also when a change that was reported as
 * failed is on disk all the same. Safe for use by many threads; changes take turns.
 */
final class JournalMemory {
    private static final Logger LOG = LoggerFactory.getLogger(JournalMemory.class);

    private final JournalFile file;
    private final Channels channels;
    private final ReentrantLock changing = new ReentrantLock();
    private final Condition grown = changing.newCondition();
    private volatile JournalState state;

    /** True while memory may differ from the file: a change is on its way, or has failed. Guarded by the lock. */
    private boolean uncertain;

    /** Statements that change where the journal stands, given where it stands now. */
    interface Change<T> {
        Changed<T> make(Connection connection, JournalState now) throws SQLException;
    }

    /** @param movedChannels their new heads */
    record Changed<T>(T result, JournalState state, Map<Long, Long> movedChannels) {}

    JournalMemory(JournalFile file) {
        this.file = file;
        this.channels = new Channels(file);
        this.state = file.read(JournalState::read);
    }

    JournalState state() {
        return state;
    }

    Channels channels() {
        return channels;
    }

    /** Makes a change in one transaction, which is on disk when this returns. */
    <T> T change(Change<T> change) {
        changing.lock();
        try {
            if (uncertain) {
                reload();
            }
            uncertain = true;
            Changed<T> changed = file.write(connection -> change.make(connection, state));
            state = changed.state();
            channels.moved(changed.movedChannels());
            uncertain = false;
            grown.signalAll();
            return changed.result();
        } finally {
            if (uncertain) {
                reloadIfPossible();
            }
            changing.unlock();
        }
    }

    void changeState(UnaryOperator<JournalState> change) {
        change((connection, now) -> {
            JournalState changed = change.apply(now);
            changed.write(connection);
            return new Changed<>(changed, changed, Map.of());
        });
    }

    private void reload() {
        state = file.read(JournalState::read);
        channels.reload();
        uncertain = false;
    }

    private void reloadIfPossible() {
        try {
            reload();
        } catch (JournalException e) {
            LOG.debug("The next change reads where the journal stands", e);
        }
    }

    /** Waits until the journal has grown beyond a position or the time is up. */
    void awaitBeyond(long position, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        changing.lockInterruptibly();
        try {
            while (left > 0 && state.lastPosition() <= position) {
                left = grown.awaitNanos(left);
            }
        } finally {
            changing.unlock();
        }
    }
}
