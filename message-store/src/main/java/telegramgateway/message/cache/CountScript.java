package telegramgateway.message.cache;

import static telegramgateway.message.cache.ScriptCall.argument;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts requests with {@code count_request.lua}. */
final class CountScript {
    private static final LuaScript SCRIPT = LuaScript.load("count_request.lua");

    ScriptCall call(String who, Duration window, long blockAfter, Duration block) {
        return new ScriptCall(
                SCRIPT,
                List.of("telegram:api:rate:" + who),
                List.of(argument(window.toMillis()), argument(blockAfter), argument(block.toMillis())));
    }

    static RequestCount count(List<@Nullable Object> reply) {
        return new RequestCount((Long) Objects.requireNonNull(reply.get(0)), Duration.ofMillis((Long)
                Objects.requireNonNull(reply.get(1))));
    }
}
