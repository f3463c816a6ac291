package telegramgateway.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A program in a container that is otherwise like a {@link LocalProcess}: it has this machine's network, the servers'
 * user, and the servers' directories under their own names. Its image's own start script is not run. The engine removes
 * it when it ends. Safe for use by several threads.
 */
final class LocalContainer extends ServerProcess {

    private static final Duration PAUSE = Duration.ofMillis(10);

    /** What PostgreSQL's parallel queries need; the engine's default is 64 MB. */
    private static final long SHARED_MEMORY_BYTES = 1L << 30;

    /** The exit status of a tool that was killed, as a shell would give it. */
    private static final int KILLED = 137;

    /** The log is the shell's first word. */
    private static final String SERVER = "exec \"$@\" >>\"$0\" 2>&1";

    private static final String TOOL = "\"$@\" >>\"$0\" 2>&1; echo $? >\"$0.status\"";

    /** Empty when it had ended before it could be asked for. */
    private final Optional<ProcessHandle> first;

    private LocalContainer(long pid, Path log) {
        super(pid, log);
        first = ProcessHandle.of(pid);
    }

    /**
     * Starts {@code command}.
     *
     * @param log in the directory of the server
     */
    static LocalContainer start(String image, List<String> command, Map<String, String> environment, Path log) {
        return start(SERVER, image, command, environment, log);
    }

    /**
     * Runs {@code command} to its end.
     *
     * @return its exit status
     */
    static int run(String image, List<String> command, Map<String, String> environment, Path log, Duration limit) {
        Path status = writable(Path.of(log + ".status"));
        LocalContainer container = start(TOOL, image, command, environment, log);
        if (!container.endsWithin(limit)) {
            container.kill();
            throw new IllegalStateException(command + " has not ended within " + limit);
        }
        try {
            String written = Files.readString(status).strip();
            return written.isEmpty() ? KILLED : Integer.parseInt(written);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + status, e);
        }
    }

    private static LocalContainer start(
            String script, String image, List<String> command, Map<String, String> environment, Path log) {
        if (!DockerEngine.has(image)) {
            throw new IllegalStateException(
                    "The image " + image + " is not here and cannot be pulled now: try docker pull " + image);
        }
        DockerClient engine = DockerEngine.client();
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, log.toString()));
        words.addAll(command);
        String id = engine.createContainerCmd(image)
                .withEntrypoint(words)
                .withUser(ServerUser.id())
                .withEnv(environment.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withWorkingDir("/")
                .withHostConfig(host(writable(log)))
                .exec()
                .getId();
        ContainerGuard.guard(id);
        engine.startContainerCmd(id).exec();
        return new LocalContainer(pid(engine, id), log);
    }

    private static HostConfig host(Path log) {
        Path root = TemporaryDirectory.root();
        Stream<Bind> directories = Stream.of(root, log.toAbsolutePath().getParent())
                .distinct()
                .map(directory -> Bind.parse(directory + ":" + directory));
        return HostConfig.newHostConfig()
                .withNetworkMode("host")
                .withAutoRemove(true)
                .withShmSize(SHARED_MEMORY_BYTES)
                // Where SELinux is on it would hide the directories.
                .withSecurityOpts(List.of("label=disable"))
                .withBinds(Stream.concat(directories, Stream.of(Bind.parse(users(root) + ":/etc/passwd:ro")))
                        .toList());
    }

    private static Path writable(Path file) {
        try {
            return Files.exists(file) ? file : ServerUser.own(Files.createFile(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + file, e);
        }
    }

    /** Some servers insist on a name for their user. */
    private static synchronized Path users(Path root) {
        Path users = root.resolve("passwd");
        try {
            if (!Files.exists(users)) {
                Files.writeString(users, "root:x:0:0::/:/bin/sh\nserver:x:" + ServerUser.id() + "::/:/bin/sh\n");
            }
            return users;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + users, e);
        }
    }

    /** Of the container's first process; 0 when it has ended. */
    private static long pid(DockerClient engine, String id) {
        try {
            Long pid = engine.inspectContainerCmd(id).exec().getState().getPidLong();
            return pid == null ? 0 : pid;
        } catch (NotFoundException e) {
            return 0;
        }
    }

    @Override
    public boolean isAlive() {
        return first.filter(ProcessHandle::isAlive).isPresent();
    }

    @Override
    boolean endsWithin(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
