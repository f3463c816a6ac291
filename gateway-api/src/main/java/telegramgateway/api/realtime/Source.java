package telegramgateway.api.realtime;

import java.util.List;

/** What a stream tells of. For one thread, but for {@link #wake}. */
interface Source extends AutoCloseable {
    /** What is told first. */
    Frame opening();

    /**
     * What is new since the last call; empty when nothing is.
     *
     * @throws telegramgateway.service.web.RequestRefusedException when the stream must end
     */
    List<Frame> next();

    /** Sleeps until there may be news, or the time is over. */
    void sleepNanos(long atMost);

    /** Ends its sleep, or the next one. */
    void wake();

    @Override
    void close();
}
