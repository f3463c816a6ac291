package telegramgateway.mtproto.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The SQLite file below the journal: one writing connection whose commits are on disk when they return, one reading
 * connection that sees what is committed. Safe for use by many threads, which take turns.
 */
final class JournalFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);
    private static final long WAL_BYTES_KEPT = 16L << 20;
    private static final int PRIMARY_CODE_MASK = 0xff;

    private final Path path;
    private final Connection writer;
    private final Connection reader;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile long usedBytes;

    /** Statements that run on one connection. */
    interface Work<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Transactions are begun and ended in words: after a full disk the driver's own would end without beginning anew,
     * and every statement would then commit itself.
     */
    JournalFile(Path path, Connection writer, Connection reader) throws SQLException {
        this.path = path;
        this.writer = writer;
        this.reader = reader;
        this.usedBytes = measure();
    }

    /**
     * Opens the file or makes a new one. A file that is no database is moved aside, never overwritten.
     *
     * @throws JournalException when it cannot be opened, or is the database of something else
     */
    static JournalFile open(Path path, Instant now) {
        try {
            if (!Files.exists(path) || Files.size(path) == 0) {
                // A write-ahead log without its file would be replayed into the new one.
                moveAside(path, now, "lost its main file");
            }
            DataDirectory.createPrivately(path);
            try {
                return connect(path);
            } catch (SQLException e) {
                if (!isGarbage(e)) {
                    throw e;
                }
                moveAside(path, now, "is damaged (" + e.getMessage() + ")");
                DataDirectory.createPrivately(path);
                return connect(path);
            }
        } catch (IOException | SQLException e) {
            throw new JournalException(
                    "The journal " + path + " cannot be opened (" + e.getMessage()
                            + "). Check its owner, its permissions and the free space.",
                    e);
        }
    }

    private static JournalFile connect(Path path) throws SQLException {
        String url = "jdbc:sqlite:" + path;
        try (Connection plain = DriverManager.getConnection(url)) {
            // First, since switching to the write-ahead log changes the file.
            JournalSchema.prepare(plain, path);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        config.setJournalSizeLimit((int) WAL_BYTES_KEPT);
        Connection writer = config.createConnection(url);
        try {
            return new JournalFile(path, writer, config.createConnection(url));
        } catch (SQLException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * Runs the work in one transaction, which is on disk when this returns.
     *
     * @throws JournalException when it failed; in rare cases it is on disk all the same
     */
    <T extends @Nullable Object> T write(Work<T> work) {
        writing.lock();
        boolean committed = false;
        try {
            execute(writer, "BEGIN IMMEDIATE");
            T result = work.run(writer);
            // Before the commit: an error afterwards would call failed what is on disk.
            long used = measure();
            execute(writer, "COMMIT");
            committed = true;
            usedBytes = used;
            return result;
        } catch (SQLException e) {
            throw failed("written", e);
        } finally {
            if (!committed) {
                rollback(writer);
            }
            writing.unlock();
        }
    }

    /** Runs the work on one snapshot of what is committed. */
    <T extends @Nullable Object> T read(Work<T> work) {
        reading.lock();
        try {
            execute(reader, "BEGIN");
            return work.run(reader);
        } catch (SQLException e) {
            throw failed("read", e);
        } finally {
            rollback(reader);
            reading.unlock();
        }
    }

    /** Bytes of the pages in use. The file itself is larger: it keeps free pages for later. */
    long usedBytes() {
        return usedBytes;
    }

    private long measure() throws SQLException {
        return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
    }

    private long pragma(String name) throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void rollback(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("There was nothing to roll back: SQLite has done so by itself", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private JournalException failed(String verb, SQLException e) {
        return new JournalException("The journal " + path + " cannot be " + verb + ": " + e.getMessage(), e);
    }

    private static boolean isGarbage(SQLException e) {
        int code = e.getErrorCode() & PRIMARY_CODE_MASK;
        return code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    private static void moveAside(Path path, Instant now, String problem) throws IOException {
        String suffix = ".corrupt-" + now.getEpochSecond();
        boolean moved = false;
        for (String part : new String[] {"", "-wal", "-shm"}) {
            Path file = path.resolveSibling(path.getFileName() + part);
            if (Files.exists(file) && Files.size(file) > 0) {
                Files.move(file, path.resolveSibling(path.getFileName() + suffix + part));
                moved = true;
            }
        }
        if (moved) {
            LOG.error(
                    "The journal {} {}. It was moved aside to {}{} and a new one begins. Events that it had accepted"
                            + " and not yet delivered must be read again from their source.",
                    path,
                    problem,
                    path.getFileName(),
                    suffix);
        }
    }

    @Override
    public void close() {
        writing.lock();
        reading.lock();
        try {
            reader.close();
            writer.close();
        } catch (SQLException e) {
            LOG.warn("The journal {} did not close cleanly: {}", path, e.getMessage());
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }
}
