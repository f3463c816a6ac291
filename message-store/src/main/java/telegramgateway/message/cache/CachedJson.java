package telegramgateway.message.cache;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Looks into a canonical JSON without reading all of it. */
final class CachedJson {
    private static final JsonFactory JSON = new JsonFactory();

    /** Older than every position: what cannot be read proves nothing. */
    private static final long UNREADABLE = -1;

    private CachedJson() {}

    /** The position of a message's JSON, which stands near its beginning. */
    static long position(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return UNREADABLE;
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (name.equals("position")) {
                    return parser.getLongValue();
                }
                parser.skipChildren();
            }
            return UNREADABLE;
        } catch (JacksonException _) {
            return UNREADABLE;
        }
    }
}
