package telegramgateway.tdlib;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libtdjson (td_json_client.h). JSON is UTF-8 without a terminating NUL. All but {@link #receive} may
 * be called by any thread.
 */
public interface TdJson {

    /**
     * Loads the library. What was loaded stays until the process ends.
     *
     * @throws IllegalStateException when the file is no libtdjson for this platform
     */
    static TdJson load(Path library) {
        return new NativeTdJson(library);
    }

    /** A new client's id, positive. It says nothing before its first request. */
    int createClient();

    /** Hands a request to a client and returns at once. */
    void send(int client, byte[] request);

    /**
     * The next answer or update of any client; null when none came within the time. Only one thread of the process may
     * be in here at a time.
     *
     * @param seconds how long to wait, not negative
     */
    byte @Nullable [] receive(double seconds);

    /** The answer of one of the few methods that need no client; an {@code error} object for all others. */
    byte[] execute(byte[] request);

    /**
     * Hands over the log line of a failed internal check. TDLib aborts the process as soon as the listener has
     * returned; the listener may call nothing of TDLib.
     */
    void onFatalError(Consumer<String> listener);
}
