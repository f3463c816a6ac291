package telegramgateway.local;

import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own, in a container or not, listening on 127.0.0.1 only, which ends with this JVM. Safe
 * for use by several threads.
 */
public abstract sealed class LocalServer implements AutoCloseable
        permits LocalPgBouncer, LocalPostgres, LocalRabbit, LocalRedis {

    private final String name;
    private @Nullable ServerProcess process;

    LocalServer(String name) {
        this.name = name;
    }

    /** Starts the server's process. */
    abstract ServerProcess launch();

    /** Whether the server that was just started can be used. */
    abstract boolean answers();

    /** The server's files; {@link #close()} deletes them. */
    abstract void deleteFiles();

    /** The signal that ends the server in an orderly way. */
    String stopSignal() {
        return "TERM";
    }

    /** The signal that ends it as a crash does. */
    String killSignal() {
        return "KILL";
    }

    public abstract int port();

    /**
     * Starts the server again on the same port.
     *
     * @throws IllegalStateException when it does not come up; the message holds the end of its log
     */
    public synchronized void restart() {
        stop();
        ServerProcess started = launch();
        process = started;
        Readiness.await(name, started, this::answers);
    }

    /** Ends the server, and all connections, in an orderly way. */
    public synchronized void stop() {
        if (process != null) {
            process.stop(stopSignal());
        }
    }

    /** Ends the server as a crash does. */
    public synchronized void kill() {
        if (process != null) {
            process.stop(killSignal());
        }
    }

    /** Lets it hang: connections stay, and nothing answers until {@link #resume()}. */
    public void pause() {
        process().signalAll("STOP");
    }

    /** Ends {@link #pause()}. */
    public void resume() {
        process().signalAll("CONT");
    }

    /** The server's process; for its memory and for signals. */
    public synchronized ServerProcess process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /** Ends the server, paused or not, and deletes its files. */
    @Override
    public void close() {
        kill();
        deleteFiles();
    }

    /** Starts it for the first time; what does not come up leaves nothing behind. */
    static <T extends LocalServer> T started(T server) {
        try {
            server.restart();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }
}
