package telegramgateway.mtproto.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCopyTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    private SessionDirectory session;
    private Path backups;

    @BeforeEach
    void lock() throws IOException {
        session = SessionDirectory.lock(folder.resolve("sessions"), "user");
        session.loggedIn(true);
        Files.write(session.path().resolve("td.binlog"), new byte[200_000]);
        Files.createDirectories(session.path().resolve("files/photos"));
        Files.writeString(session.path().resolve("files/photos/1.jpg"), "picture");
        backups = folder.resolve("backups");
    }

    @AfterEach
    void release() {
        session.close();
    }

    @Test
    void isTheSameAndForItsOwnerOnly() throws IOException {
        SessionBackup backup = SessionCopy.of(session, backups, NOW).verified();

        assertThat(backup.path()).isEqualTo(backups.resolve("user-20260102T030405Z"));
        assertThat(backup.files()).isEqualTo(3);
        assertThat(backup.bytes()).isEqualTo(200_007);
        assertThat(backup.path().resolve("td.binlog"))
                .hasSameBinaryContentAs(session.path().resolve("td.binlog"));
        assertThat(backup.path().resolve("files/photos/1.jpg")).hasContent("picture");
        for (Path path : all(backup.path())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
    }

    @Test
    void takesAnotherNameWhenItsOwnIsTaken() {
        SessionCopy.of(session, backups, NOW).verified();
        assertThat(SessionCopy.of(session, backups, NOW).verified().path())
                .isEqualTo(backups.resolve("user-20260102T030405Z-2"));
    }

    @Test
    void isNoBackupWhenItIsReadBackOtherwise() throws IOException {
        SessionCopy copy = SessionCopy.of(session, backups, NOW);
        Files.writeString(backups.resolve("user-20260102T030405Z.incomplete/files/photos/1.jpg"), "PICTURE");

        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(copy::verified)
                .withMessageContaining("1.jpg");
        assertThat(all(backups)).containsExactly(backups);
    }

    @Test
    void leavesNothingBehindWhenItCannotBeMade() throws IOException {
        Files.createSymbolicLink(session.path().resolve("zz"), Path.of("/etc/hostname"));
        assertThatExceptionOfType(SessionException.class).isThrownBy(() -> SessionCopy.of(session, backups, NOW));
        assertThat(all(backups)).containsExactly(backups);

        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> SessionCopy.of(session, file, NOW))
                .withMessageContaining("cannot be copied to");
    }

    @Test
    void doesNotLieInTheSessionItself() {
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> SessionCopy.of(session, session.path().resolve("backup"), NOW));
    }

    @Test
    void isNotTakenOfASessionThatWasNeverLoggedIn() {
        try (SessionDirectory fresh = SessionDirectory.lock(folder.resolve("sessions"), "anna")) {
            assertThatExceptionOfType(SessionException.class).isThrownBy(() -> SessionCopy.of(fresh, backups, NOW));
        }
    }

    private static List<Path> all(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.toList();
        }
    }
}
