package telegramgateway.message.cache;

import static telegramgateway.message.cache.ScriptCall.argument;

import java.util.List;
import telegramgateway.message.MessageEvent;

/** Writes one event with {@code write_event.lua}. */
final class WriteEventScript {
    private static final LuaScript SCRIPT = LuaScript.load("write_event.lua");

    private final byte[] life;
    private final long lifeMicros;
    private final byte[] length;

    WriteEventScript(CacheOptions options) {
        life = argument(options.messageLife().toMillis());
        lifeMicros = options.messageLife().toMillis() * 1_000;
        length = argument(options.feedLength());
    }

    /**
     * The call that writes an event.
     *
     * @param wake whether to tell those who wait for the channel
     * @param epoch in which the writer owns the channel
     */
    ScriptCall call(MessageEvent event, boolean wake, long epoch) {
        long channel = event.channelId();
        return new ScriptCall(
                SCRIPT,
                List.of(CacheKeys.message(channel, event.messageId()), CacheKeys.feed(channel)),
                List.of(
                        argument(event.messageId()),
                        argument(event.position()),
                        argument(event.previous()),
                        event.json(),
                        life,
                        argument(event.position() - lifeMicros),
                        length,
                        argument(wake ? CacheKeys.wake(channel) : ""),
                        argument(-epoch)));
    }
}
