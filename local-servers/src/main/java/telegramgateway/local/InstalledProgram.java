package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server's program that comes from this machine, not from the class path. */
final class InstalledProgram {

    /** Debian puts servers there, which is not on the PATH of ordinary users. */
    private static final String[] SERVER_FOLDERS = {"/usr/local/sbin", "/usr/sbin", "/sbin"};

    /** Debian's folder of PostgreSQLs, one per version; none of them is on the PATH. */
    private static final Path POSTGRES = Path.of("/usr/lib/postgresql");

    /** Where Debian puts RabbitMQ's scripts themselves; those on its PATH insist on a user of the system. */
    private static final Path RABBITMQ = Path.of("/usr/lib/rabbitmq/bin");

    private static final Duration VERSION_LIMIT = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");

    private InstalledProgram() {}

    /** The first executable file of that name on the PATH or where the distribution keeps its servers. */
    static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(":")), Arrays.stream(SERVER_FOLDERS))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> in(Path.of(folder), name).stream())
                .findFirst();
    }

    private static Optional<Path> in(Path folder, String name) {
        return Optional.of(folder.resolve(name)).filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    /** A program of the PostgreSQL on the PATH, or of the newest one of the distribution's; 15 or newer. */
    static Optional<Path> ofPostgres(String name) {
        return find("postgres")
                .or(InstalledProgram::newestPostgres)
                .filter(server -> isAtLeast(server, 15, 0))
                .flatMap(server -> in(server.resolveSibling("."), name))
                .map(Path::normalize);
    }

    private static Optional<Path> newestPostgres() {
        if (!Files.isDirectory(POSTGRES)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(POSTGRES)) {
            return versions.filter(version -> version.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.comparingInt((Path version) ->
                                    Integer.parseInt(version.getFileName().toString()))
                            .reversed())
                    .flatMap(version -> in(version.resolve("bin"), "postgres").stream())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + POSTGRES, e);
        }
    }

    /** Redis 6.2 or newer. */
    static Optional<Path> ofRedis(String name) {
        return find(name).filter(server -> isAtLeast(server, 6, 2));
    }

    /** RabbitMQ's scripts, or the {@code epmd} that belongs to its Erlang; nothing when one of them is missing. */
    static Optional<Path> ofRabbit(String name) {
        Optional<Path> portMapper = find("epmd");
        if (name.equals("epmd")) {
            return portMapper;
        }
        return portMapper.flatMap(_ -> in(RABBITMQ, name).or(() -> find(name)));
    }

    private static boolean isAtLeast(Path program, int major, int minor) {
        Path log = TemporaryDirectory.create("version").resolve("log");
        LocalProcess asked = LocalProcess.start(List.of(program.toString(), "--version"), Map.of(), log);
        asked.awaitExit(VERSION_LIMIT);
        return isAtLeast(asked.logTail(), major, minor);
    }

    /**
     * @param said what a program answers to {@code --version}; the first number with a point counts; without one it is
     *     too old
     */
    static boolean isAtLeast(String said, int major, int minor) {
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            return false;
        }
        int actual = Integer.parseInt(version.group(1));
        return actual > major || (actual == major && Integer.parseInt(version.group(2)) >= minor);
    }
}
