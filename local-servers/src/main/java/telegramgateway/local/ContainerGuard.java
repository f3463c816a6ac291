package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Kills the containers of this JVM when it ends, however it ends: a small shell reads their ids from a pipe that only
 * this JVM holds, and at its end kills the processes of theirs that still run. The engine then removes them. Safe for
 * use by several threads.
 */
final class ContainerGuard {

    // More than once, for a container that the engine is just starting.
    private static final String GUARD = """
            ids=
            while read -r id; do ids="$ids -e $id"; done
            tries=0
            while [ -n "$ids" ] && [ $tries -lt 20 ]; do
                pids=$(grep -ls -F $ids /proc/[0-9]*/cgroup | cut -d/ -f3)
                [ -z "$pids" ] || kill -KILL $pids
                sleep 0.1
                tries=$((tries + 1))
            done
            """;

    private static @Nullable Writer pipe;

    private ContainerGuard() {}

    /** @param id of a container that has not started yet */
    static synchronized void guard(String id) {
        try {
            Writer writer = pipe;
            if (writer == null) {
                writer = new ProcessBuilder("setsid", "sh", "-c", GUARD)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .outputWriter(StandardCharsets.US_ASCII);
                pipe = writer;
            }
            writer.write(id + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot guard container " + id, e);
        }
    }
}
