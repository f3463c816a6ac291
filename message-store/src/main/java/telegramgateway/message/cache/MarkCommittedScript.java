package telegramgateway.message.cache;

import static telegramgateway.message.cache.ScriptCall.argument;

import java.util.List;

/** Notes what TP Capital has committed with {@code mark_committed.lua}. */
final class MarkCommittedScript {
    private static final LuaScript SCRIPT = LuaScript.load("mark_committed.lua");

    private final byte[] life;

    MarkCommittedScript(CacheOptions options) {
        life = argument(options.committedLife().toMillis());
    }

    ScriptCall call(long channelId, long messageId, long position) {
        return new ScriptCall(
                SCRIPT, List.of(CacheKeys.committed(channelId, messageId)), List.of(argument(position), life));
    }
}
