package telegramgateway.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import telegramgateway.local.TemporaryDirectory;

/** The bundled export: fictional channels with trading signals, in the shape of a whole account. */
public final class SampleExport {

    private static final String RESOURCE = "/sample-export.json";

    private SampleExport() {}

    /** A copy of it that vanishes with this JVM. */
    public static Path file() {
        Path file = TemporaryDirectory.create("sample").resolve("result.json");
        try (InputStream sample = SampleExport.class.getResourceAsStream(RESOURCE)) {
            if (sample == null) {
                throw new DemoException("The bundled sample is missing in this build.");
            }
            Files.copy(sample, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the sample", e);
        }
    }
}
