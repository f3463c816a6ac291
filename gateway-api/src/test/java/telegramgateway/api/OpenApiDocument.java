package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's description as a judge of its answers. */
final class OpenApiDocument {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode root;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    static OpenApiDocument load() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream("/openapi.json")) {
            return new OpenApiDocument(JsonMapper.shared().readTree(Objects.requireNonNull(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** {@code GET /path} of each operation. */
    SortedSet<String> operations() {
        SortedSet<String> operations = new TreeSet<>();
        root.get("paths")
                .forEachEntry((path, item) -> item.propertyNames()
                        .forEach(method -> operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        return operations;
    }

    /** The names of an operation's query parameters, in the document's order. */
    List<String> queryParameters(String path) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : root.at(pointer(path) + "/get/parameters")) {
            JsonNode resolved = resolve(parameter);
            if (resolved.get("in").asString().equals("query")) {
                names.add(resolved.get("name").asString());
            }
        }
        return names;
    }

    /** The path of the document that a request's path is an instance of; exact ones first. */
    Optional<String> pathOf(String requested) {
        List<String> paths = new ArrayList<>(root.get("paths").propertyNames());
        paths.sort((a, b) -> Boolean.compare(a.contains("{"), b.contains("{")));
        return paths.stream()
                .filter(path -> requested.matches(path.replaceAll("\\{[^}]*}", "[^/]+")))
                .findFirst();
    }

    /** Checks that an answer has the form that the document gives for its path and status. */
    void assertDescribes(String method, String requested, int status, String body) {
        Optional<String> path = pathOf(requested);
        if (path.isEmpty()) {
            assertThat(status)
                    .as("status of %s, which the document does not have", requested)
                    .isIn(400, 401, 404);
            assertThat(problems("Error", body)).isEmpty();
            return;
        }
        JsonNode response = root.at(pointer(path.get()) + "/" + method + "/responses/" + status);
        assertThat(response.isMissingNode())
                .as("The document has no status %s for %s: %s", status, requested, body)
                .isFalse();
        JsonNode schema = resolve(response).at("/content/application~1json/schema");
        if (!schema.isMissingNode()) {
            assertThat(problems(schema, JsonMapper.shared().readTree(body)))
                    .as(body)
                    .isEmpty();
        }
    }

    List<Error> problems(String schema, String body) {
        ObjectNode reference = JsonMapper.shared().createObjectNode().put("$ref", "#/components/schemas/" + schema);
        return problems(reference, JsonMapper.shared().readTree(body));
    }

    List<Error> problems(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy().asObject();
        whole.set("components", root.get("components"));
        return SCHEMAS.getSchema(whole).validate(value);
    }

    JsonNode resolve(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : root.at(reference.asString().substring(1));
    }

    private static String pointer(String path) {
        return "/paths/" + path.replace("/", "~1");
    }
}
