package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A certificate for 127.0.0.1 that vouches for itself, made by the JDK's keytool; its files are in PEM, vanish with the
 * JVM, and can be read by the servers.
 *
 * @param certificate also what a client must trust
 * @param key the server's private key
 */
public record LocalCertificate(Path certificate, Path key) {

    private static final Duration KEYTOOL_LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "changeit";
    private static final String NAME = "server";
    private static final int LINE = 64;

    /** A new one, which nobody trusts yet. */
    public static LocalCertificate create() {
        Path directory = TemporaryDirectory.create("certificate");
        Path store = directory.resolve("store.p12");
        LocalProcess keytool = LocalProcess.start(keytool(store), Map.of(), directory.resolve("log"));
        if (keytool.awaitExit(KEYTOOL_LIMIT) != 0) {
            throw new IllegalStateException("keytool failed:\n" + keytool.logTail());
        }
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Certificate certificate = keys.getCertificate(NAME);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            return new LocalCertificate(
                    write(directory.resolve("certificate.pem"), "CERTIFICATE", certificate.getEncoded()),
                    write(
                            directory.resolve("key.pem"),
                            "PRIVATE KEY",
                            keys.getKey(NAME, PASSWORD.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keytool made a strange store", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + directory, e);
        }
    }

    private static List<String> keytool(Path store) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", NAME, "-keyalg", "EC", "-dname", "CN=localhost", "-validity", "2"));
        command.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost", "-ext", "bc:c"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        return command;
    }

    private static Path write(Path file, String kind, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                ServerUser.own(Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))),
                "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
        return file;
    }
}
