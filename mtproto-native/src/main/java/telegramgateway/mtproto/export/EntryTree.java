package telegramgateway.mtproto.export;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one entry into memory, as far as it keeps within the limits. Numbers beyond 64 bits become null. */
final class EntryTree {
    /** An entry has a few hundred values at most; one of 100 formatted spans has about 500. */
    private static final int MAX_VALUES = 100_000;

    /** All strings of an entry together, UTF-16 units. */
    private static final int MAX_STRINGS = 8 * 1024 * 1024;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private int values;
    private long strings;
    private boolean tooLarge;

    /** Whether the last entry exceeded a limit, and therefore lacks what came after it. */
    boolean tooLarge() {
        return tooLarge;
    }

    /** Reads from the start of an object to its end. */
    ObjectNode read(ExportJson json) throws ExportException {
        values = 0;
        strings = 0;
        tooLarge = false;
        return object(json);
    }

    private ObjectNode object(ExportJson json) throws ExportException {
        ObjectNode object = NODES.objectNode();
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String name = json.name();
            JsonNode value = value(json, json.next());
            if (!tooLarge) {
                object.set(name, value);
            }
        }
        return object;
    }

    private ArrayNode array(ExportJson json) throws ExportException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
            JsonNode value = value(json, token);
            if (!tooLarge) {
                array.add(value);
            }
        }
        return array;
    }

    private JsonNode value(ExportJson json, @Nullable JsonToken token) throws ExportException {
        values++;
        tooLarge |= values > MAX_VALUES || strings > MAX_STRINGS;
        if (tooLarge) {
            json.skip();
            return NODES.nullNode();
        }
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> string(json);
            case VALUE_NUMBER_INT -> integer(json);
            case VALUE_NUMBER_FLOAT -> decimal(json);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case null, default -> NODES.nullNode();
        };
    }

    private JsonNode string(ExportJson json) throws ExportException {
        String string = json.string();
        strings += string.length();
        return NODES.stringNode(string);
    }

    private static JsonNode integer(ExportJson json) throws ExportException {
        Long number = json.integer();
        return number == null ? NODES.nullNode() : number(number);
    }

    /** A node of the same class as reading the number from JSON gives; others are not equal to it. */
    static JsonNode number(long number) {
        return number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
    }

    private static JsonNode decimal(ExportJson json) throws ExportException {
        double number = json.decimal();
        return Double.isFinite(number) ? NODES.numberNode(BigDecimal.valueOf(number)) : NODES.nullNode();
    }
}
