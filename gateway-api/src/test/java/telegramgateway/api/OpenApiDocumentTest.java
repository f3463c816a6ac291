package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import telegramgateway.api.http.ErrorCode;
import tools.jackson.databind.JsonNode;

class OpenApiDocumentTest {
    /** Codes of the service shell, which every service answers. */
    private static final List<String> SHARED_CODES = List.of(
            "BAD_REQUEST", "INTERNAL_ERROR", "METHOD_NOT_ALLOWED", "NOT_FOUND", "STORE_UNAVAILABLE", "UNAUTHORIZED");

    private final OpenApiDocument document = OpenApiDocument.load();

    @Test
    void everyExampleFitsItsSchema() {
        List<JsonNode> contents = document.root().findValues("application/json");
        int examples = 0;
        for (JsonNode content : contents) {
            for (JsonNode example : content.path("examples")) {
                assertThat(document.problems(content.get("schema"), example.get("value")))
                        .as(example.toString())
                        .isEmpty();
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(20);
    }

    @Test
    void itListsEveryErrorCode() {
        Set<String> codes = new TreeSet<>(SHARED_CODES);
        Stream.of(ErrorCode.values()).map(Enum::name).forEach(codes::add);
        Set<String> listed = new TreeSet<>();
        document.root()
                .at("/components/schemas/Error/properties/error/properties/code/enum")
                .forEach(code -> listed.add(code.asString()));
        assertThat(listed).isEqualTo(codes);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (String reference : document.root().findValuesAsString("$ref")) {
            if (document.root().at(reference.substring(1)).isMissingNode()) {
                broken.add(reference);
            }
        }
        assertThat(broken).isEmpty();
    }
}
