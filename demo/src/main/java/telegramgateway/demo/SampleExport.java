package telegramgateway.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import telegramgateway.local.TemporaryDirectory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bundled export: fictional channels with trading signals, in the shape of a whole account. */
public final class SampleExport {

    private static final String RESOURCE = "/sample-export.json";

    /** As Desktop writes them: control characters are no valid JSON. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private SampleExport() {}

    /** The plain texts of its first channel's messages, oldest first. */
    static List<String> texts() {
        try (InputStream sample = SampleExport.class.getResourceAsStream(RESOURCE)) {
            List<String> texts = new ArrayList<>();
            for (JsonNode message : JSON.readTree(sample).at("/chats/list/0/messages")) {
                String text =
                        message.path("text").isString() ? message.path("text").asString() : "";
                if (!text.isBlank()) {
                    texts.add(text.strip());
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the sample", e);
        }
    }

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
