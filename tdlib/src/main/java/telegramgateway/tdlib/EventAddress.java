package telegramgateway.tdlib;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whom an event is for. TDLib writes both as the last fields of the object, so they are read from its end: the one
 * thread that receives must not parse what others parse anyway.
 *
 * @param client the client's id
 * @param request the number of the request that it answers; {@link #UPDATE} for an update
 */
record EventAddress(int client, long request) {

    static final long UPDATE = 0;

    private static final byte[] CLIENT = ",\"@client_id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXTRA = ",\"@extra\":".getBytes(StandardCharsets.US_ASCII);

    /**
     * Reads it from an event.
     *
     * @throws RuntimeException when it has none
     */
    static EventAddress of(byte[] event, JsonMapper mapper) {
        int end = event.length - 1;
        int clientStart = numberBefore(event, end);
        if (!endsWith(event, clientStart, CLIENT)) {
            return parsed(mapper.readTree(event));
        }
        int client = (int) number(event, clientStart, end);
        int extraEnd = clientStart - CLIENT.length;
        int extraStart = numberBefore(event, extraEnd);
        boolean answer = extraStart < extraEnd && endsWith(event, extraStart, EXTRA);
        return new EventAddress(client, answer ? number(event, extraStart, extraEnd) : UPDATE);
    }

    /** Another build may order the fields in another way. */
    private static EventAddress parsed(JsonNode event) {
        return new EventAddress(
                event.required("@client_id").asInt(), event.path("@extra").asLong(UPDATE));
    }

    private static int numberBefore(byte[] event, int end) {
        int start = end;
        while (start > 0 && event[start - 1] >= '0' && event[start - 1] <= '9') {
            start--;
        }
        return start;
    }

    private static boolean endsWith(byte[] event, int end, byte[] name) {
        return end >= name.length && Arrays.equals(event, end - name.length, end, name, 0, name.length);
    }

    private static long number(byte[] event, int start, int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            value = value * 10 + event[i] - '0';
        }
        return value;
    }
}
