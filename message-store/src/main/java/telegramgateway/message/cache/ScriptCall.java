package telegramgateway.message.cache;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A script with its keys and arguments, all of one channel. */
record ScriptCall(LuaScript script, List<String> keys, List<byte[]> arguments) {

    /** An argument in the form in which scripts take numbers and names. */
    static byte[] argument(Object value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
