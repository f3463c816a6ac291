package telegramgateway.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the gateway remembers is on a disk that fails. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class JournalFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String JOURNAL = "journal.db";

    private final World world;
    private final GatewayProcess gateway;

    JournalFaultsIT(World world) {
        this.world = world;
        this.gateway = world.gateway;
    }

    @Test
    @Tag("slow")
    void diskFull() throws Exception {
        assumeTrue(SmallDisk.isAllowed(), "only root may mount a small disk");
        new FaultRow(world, 37, "journal: disk full for 10 s").run(_ -> {
            gateway.close();
            Path kept = Files.move(gateway.data(), world.directory().resolve("kept"));
            try (SmallDisk disk = SmallDisk.mount(gateway.data(), "600m", kept)) {
                SmallDisk.must("cp", "-a", kept + "/.", disk.directory().toString());
                gateway.start();
                FaultRow.pass(Duration.ofSeconds(2));
                disk.fill();
                await().atMost(LIMIT)
                        .until(() -> gateway.get("/health")
                                .path("status")
                                .asString("")
                                .equals("unhealthy"));
                FaultRow.pass(Duration.ofSeconds(10));
                disk.relieve();
                await().atMost(LIMIT).until(() -> gateway.health().equals("healthy"));

                gateway.close();
                SmallDisk.must("rm", "-rf", kept.toString());
                SmallDisk.must("cp", "-a", disk.directory().toString(), kept.toString());
            }
            SmallDisk.must("rm", "-rf", gateway.data().toString());
            Files.move(kept, gateway.data());
            gateway.start();
        });
    }

    @Test
    @Tag("slow")
    void tailLost() throws Exception {
        new FaultRow(world, 38, "journal: its tail lost").run(row -> {
            gateway.close();
            Path copy = world.directory().resolve("copy");
            Files.copy(journal(), copy, StandardCopyOption.REPLACE_EXISTING);
            gateway.start();
            FaultRow.pass(Duration.ofSeconds(3));
            delivered(row, () -> {
                Files.move(copy, journal(), StandardCopyOption.REPLACE_EXISTING);
                // Until the gateway has learned of its loss, an edit of what it lost would be a post to it.
                row.load().traffic().leaveOldOnes();
            });
        });
    }

    @Test
    void fileLost() throws Exception {
        new FaultRow(world, 39, "journal: the file lost").run(row -> delivered(row, this::deleteJournal));
    }

    @Test
    @Tag("slow")
    void garbage() throws Exception {
        new FaultRow(world, 40, "journal: the file replaced by garbage").run(row -> {
            byte[] garbage = "no database ".repeat(10_000).getBytes(US_ASCII);
            delivered(row, () -> {
                deleteJournal();
                Files.write(journal(), garbage);
            });
            try (Stream<Path> files = Files.list(gateway.data())) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith(JOURNAL + ".corrupt-")))
                        .singleElement()
                        .satisfies(file -> {
                            assertThat(Files.readAllBytes(file)).isEqualTo(garbage);
                            Files.delete(file);
                        });
            }
            assertThat(Files.readString(gateway.log())).contains("It was moved aside to");
        });
    }

    private interface Damage {
        void run() throws IOException;
    }

    /**
     * Damages the journal once everything that it holds is delivered: what a journal alone holds and loses only
     * Telegram still has.
     */
    private void delivered(FaultRow.Running row, Damage damage) throws Exception {
        row.load().pause();
        row.awaitAllArrived();
        gateway.close();
        damage.run();
        gateway.start();
        row.load().resume();
    }

    private void deleteJournal() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(gateway.data(), JOURNAL + "*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    @Test
    @Tag("slow")
    void permissionDenied() throws Exception {
        new FaultRow(world, 41, "journal: permission denied").run(_ -> {
            gateway.close();
            Files.setPosixFilePermissions(journal(), PosixFilePermissions.fromString("---------"));
            // Root without its right to read everything; for other users it changes nothing.
            gateway.under(
                    "setpriv",
                    "--bounding-set=-dac_override,-dac_read_search",
                    "--inh-caps=-dac_override,-dac_read_search");
            gateway.launch();
            assertThat(gateway.process().awaitExit(LIMIT)).isEqualTo(1);
            assertThat(gateway.process().logTail()).contains(journal().toString());

            gateway.under();
            Files.setPosixFilePermissions(journal(), PosixFilePermissions.fromString("rw-------"));
            gateway.start();
        });
    }

    @Test
    void openedTwice() throws Exception {
        new FaultRow(world, 42, "journal: opened twice").run(_ -> {
            GatewayProcess second = new GatewayProcess(
                    Files.createDirectories(world.directory().resolve("second")),
                    world.gatewaySettings(world.gatewaysRedis));
            second.set("GATEWAY_DATA_DIR", gateway.data().toString());
            second.launch();
            assertThat(second.process().awaitExit(LIMIT)).isEqualTo(1);
            assertThat(second.process().logTail()).contains("is in use by another gateway");
        });
    }

    private Path journal() {
        return gateway.data().resolve(JOURNAL);
    }
}
