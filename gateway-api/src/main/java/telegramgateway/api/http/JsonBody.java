package telegramgateway.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object that a request carries. As with parameters, fields that an endpoint does not know are refused. Absent
 * and null are the same.
 */
public final class JsonBody {
    private static final int BYTES_MAX = 64 * 1024;
    private static final int DEPTH_MAX = 8;
    private static final String HINT = "GET /api/v1/openapi.json describes the body.";
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String path;
    private final ObjectNode fields;

    private JsonBody(String path, ObjectNode fields, List<String> known) {
        this.path = path;
        this.fields = fields;
        for (String name : fields.propertyNames()) {
            if (!known.contains(name)) {
                throw ErrorCode.INVALID_BODY.refuse(
                        "The body has no field " + Parameters.shown(path + name),
                        "Use " + String.join(", ", known) + ".",
                        Map.of("known", known));
            }
        }
    }

    /** @param known the names of all fields that the endpoint knows */
    public static JsonBody of(HttpServletRequest request, List<String> known) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw ErrorCode.INVALID_BODY.refuse("The body is larger than " + BYTES_MAX + " bytes", HINT);
        }
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return new JsonBody("", object, known);
            }
        } catch (JacksonException e) {
            // Refused below. What is in the body may be secret, and the parser repeats it.
        }
        throw ErrorCode.INVALID_BODY.refuse("The body is no JSON object", HINT);
    }

    /** Whether a field is there and not null. */
    public boolean has(String name) {
        return value(name) != null;
    }

    /** An object within this one; an empty one when it is absent. */
    public JsonBody object(String name, List<String> known) {
        JsonNode value = value(name);
        if (value != null && !value.isObject()) {
            throw refusal(name, "no object");
        }
        return new JsonBody(path + name + ".", value == null ? MAPPER.createObjectNode() : value.asObject(), known);
    }

    /** Null when it is absent or empty. */
    public @Nullable String text(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isString()) {
            throw refusal(name, "no string");
        }
        return value == null || value.stringValue().isEmpty() ? null : value.stringValue();
    }

    /** True or false; the fallback when it is absent. */
    public boolean truth(String name, boolean fallback) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw refusal(name, "neither true nor false");
        }
        return value == null ? fallback : value.booleanValue();
    }

    /** A whole number within bounds; the fallback when it is absent. */
    public int number(String name, int min, int max, int fallback, ErrorCode refusal) {
        JsonNode value = value(name);
        if (value == null) {
            return fallback;
        }
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= min && value.intValue() <= max) {
            return value.intValue();
        }
        throw refusal.refuse(
                path + name + " is not a number from " + min + " to " + max,
                "Leave " + name + " out for " + fallback + ".",
                Map.of("min", min, "max", max));
    }

    /** Strings or whole numbers, as text; empty when it is absent. */
    public List<String> texts(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isString() && !element.isIntegralNumber()) {
                throw refusal(name, "no list of ids");
            }
            texts.add(element.asString());
        }
        if (!value.isArray()) {
            throw refusal(name, "no list");
        }
        return texts;
    }

    /** Objects in a list; none when it is absent. */
    public List<JsonBody> objects(String name, List<String> known, int atMost) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > atMost) {
            throw refusal(name, "no list of " + atMost + " at most");
        }
        List<JsonBody> objects = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isObject()) {
                throw refusal(name, "no list of objects");
            }
            objects.add(new JsonBody(path + name + ".", element.asObject(), known));
        }
        return objects;
    }

    /** A string or a whole number, as text; refused when it is absent. */
    public String idText(String name) {
        JsonNode value = value(name);
        if (value == null || !(value.isString() || value.isIntegralNumber())) {
            throw refusal(name, value == null ? "missing" : "neither a string nor a whole number");
        }
        return value.asString();
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = fields.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private RuntimeException refusal(String name, String what) {
        return ErrorCode.INVALID_BODY.refuse(path + name + " is " + what, HINT);
    }
}
