package telegramgateway.message.cache;

import static telegramgateway.message.cache.ScriptCall.argument;

import java.util.List;

/** Begins an epoch of a channel with {@code begin_epoch.lua}. */
final class BeginEpochScript {
    private static final LuaScript SCRIPT = LuaScript.load("begin_epoch.lua");

    ScriptCall call(long channelId, long epoch) {
        return new ScriptCall(
                SCRIPT, List.of(CacheKeys.feed(channelId), CacheKeys.alive(channelId)), List.of(argument(-epoch)));
    }
}
