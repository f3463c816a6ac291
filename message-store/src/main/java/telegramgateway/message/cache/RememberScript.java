package telegramgateway.message.cache;

import static telegramgateway.message.cache.ScriptCall.argument;

import java.time.Duration;
import java.util.List;

/** Remembers that something was there, with {@code remember.lua}. */
final class RememberScript {
    private static final LuaScript SCRIPT = LuaScript.load("remember.lua");

    ScriptCall call(String what, Duration life) {
        return new ScriptCall(SCRIPT, List.of("telegram:api:seen:" + what), List.of(argument(life.toMillis())));
    }
}
