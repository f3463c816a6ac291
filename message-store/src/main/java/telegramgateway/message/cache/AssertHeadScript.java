package telegramgateway.message.cache;

import static telegramgateway.message.cache.ScriptCall.argument;

import java.util.List;

/** Vouches for a channel's head with {@code assert_head.lua}. */
final class AssertHeadScript {
    private static final LuaScript SCRIPT = LuaScript.load("assert_head.lua");

    private final byte[] life;

    AssertHeadScript(CacheOptions options) {
        life = argument(options.aliveLife().toMillis());
    }

    /** @param epoch in which the writer owns the channel */
    ScriptCall call(long channelId, long head, long epoch) {
        return new ScriptCall(
                SCRIPT,
                List.of(CacheKeys.feed(channelId), CacheKeys.alive(channelId)),
                List.of(argument(head), life, argument(-epoch)));
    }
}
