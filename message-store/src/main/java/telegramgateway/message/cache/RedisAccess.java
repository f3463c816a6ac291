package telegramgateway.message.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to be let in.
 *
 * @param username null for Redis's default user
 * @param password null for a Redis without one
 * @param sentinelPassword of the Sentinels, which have their own
 * @param caFile certificates, in PEM, of who may vouch for the servers; null for those whom Java trusts
 */
public record RedisAccess(
        @Nullable String username,
        @Nullable String password,
        @Nullable String sentinelPassword,
        @Nullable Path caFile) {

    /** @throws IllegalArgumentException when the file holds no certificate */
    public RedisAccess {
        if (caFile != null) {
            requireCertificates(caFile);
        }
    }

    /** Nothing is needed. */
    public static RedisAccess open() {
        return new RedisAccess(null, null, null, null);
    }

    private static void requireCertificates(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(content)
                    .isEmpty()) {
                throw new IllegalArgumentException(file + " holds no certificate");
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " holds no certificate in PEM", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "RedisAccess[caFile=" + caFile + "]";
    }
}
