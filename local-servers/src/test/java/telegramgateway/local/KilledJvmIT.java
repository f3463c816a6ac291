package telegramgateway.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Starts a JVM that starts servers, kills it, and looks for what is left. */
class KilledJvmIT {

    /** What the killed JVM runs: servers up, their process ids and a file of theirs on standard output, then idle. */
    static final class Victim {
        public static void main(String[] args) throws IOException {
            LocalPostgres postgres = LocalPostgres.start();
            LocalRedis redis = LocalRedis.start();
            Path directory = TemporaryDirectory.create("victim");
            String others = LocalPgBouncer.isInstalled()
                    ? " "
                            + LocalPgBouncer.start(postgres.maintenance())
                                    .process()
                                    .pid()
                    : "";
            others += LocalRabbit.isInstalled() ? pids(LocalRabbit.start()) : "";
            others += pids(LocalRedisSentinel.start());
            System.out.println(directory.getParent() + " " + postgres.process().pid() + " "
                    + redis.process().pid() + others);
            System.out.flush();
            // Ends only when the parent does: by then the test is over.
            System.in.readAllBytes();
        }

        private static String pids(LocalRabbit rabbit) {
            return " " + rabbit.process().pid() + " " + rabbit.portMapper().pid();
        }

        private static String pids(LocalRedisSentinel site) {
            site.replica().pause();
            return Stream.concat(site.nodes().stream(), site.sentinels().stream())
                    .map(server -> " " + server.process().pid())
                    .collect(Collectors.joining());
        }
    }

    @Test
    void leavesNoProcessAndNoFile() throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            String[] words = output.readLine().split(" ");
            List<String> pids = List.of(words).subList(1, words.length);
            assertThat(pids).allMatch(KilledJvmIT::isAlive);
            assertThat(Path.of(words[0])).isDirectory();

            jvm.destroyForcibly().waitFor();

            await().atMost(20, SECONDS).until(() -> pids.stream().noneMatch(KilledJvmIT::isAlive));
            await().atMost(20, SECONDS).until(() -> !Files.exists(Path.of(words[0])));
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }
}
