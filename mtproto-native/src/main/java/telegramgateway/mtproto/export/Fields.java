package telegramgateway.mtproto.export;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of an entry, which may be missing, null or of another type than expected: then they are null or 0. */
final class Fields {
    private Fields() {}

    /** A string that is not blank. */
    static @Nullable String text(JsonNode entry, String name) {
        JsonNode value = entry.get(name);
        return value != null && value.isString() && !value.stringValue().isBlank() ? value.stringValue() : null;
    }

    static @Nullable Long integer(JsonNode entry, String name) {
        JsonNode value = entry.get(name);
        return value != null && value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
    }

    /** A number of things; 0 if it is unknown or impossible. */
    static int count(JsonNode entry, String name) {
        long size = size(entry, name);
        return size > Integer.MAX_VALUE ? 0 : (int) size;
    }

    /** A number of bytes; 0 if it is unknown or impossible. */
    static long size(JsonNode entry, String name) {
        Long value = integer(entry, name);
        return value == null ? 0 : Math.max(value, 0);
    }
}
