package telegramgateway.api.realtime;

import java.io.IOException;
import telegramgateway.service.web.ErrorAnswer;

/**
 * The way to one client. Its methods wait until the client has taken enough, and throw when it takes nothing for
 * {@link telegramgateway.api.StreamSettings#cutAfter()} or has gone. For one thread.
 */
interface Line {
    void write(Frame frame) throws IOException;

    /** Lets go what was written. */
    void flush() throws IOException;

    /** Says that the stream lives, and finds out whether the client does. */
    void heartbeat() throws IOException;

    /** Says why nothing follows. */
    void end(ErrorAnswer reason) throws IOException;
}
