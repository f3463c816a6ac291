package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * Runs the project's Lua files as Redis does: the same conversions of values and replies, and {@code tostring} with the
 * 14 digits that make positions dangerous. For one thread.
 */
final class LuaEngine {

    /** What {@code redis.call} reaches. Replies are null, {@code Long}, {@code byte[]} or lists of these. */
    interface Commands {
        @Nullable
        Object call(String name, List<byte[]> arguments);
    }

    private static final int TOSTRING_DIGITS = 14;

    private final Globals globals = JsePlatform.standardGlobals();
    private final UnaryOperator<LuaScript> rewrite;
    private final Map<String, LuaClosure> compiled = new HashMap<>();
    private @Nullable Commands commands;

    /** @param rewrite may change a script before it runs */
    LuaEngine(UnaryOperator<LuaScript> rewrite) {
        this.rewrite = rewrite;
        LuaTable redis = new LuaTable();
        redis.set("call", new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs arguments) {
                return redisCall(arguments);
            }
        });
        globals.set("redis", redis);
        globals.set("tostring", new OneArgFunction() {
            @Override
            public LuaValue call(LuaValue value) {
                return LuaValue.valueOf(
                        value.type() == LuaValue.TNUMBER ? rounded(value.todouble()) : value.tojstring());
            }
        });
    }

    /** The reply in the form of {@link Redis#run}. */
    List<@Nullable Object> run(ScriptCall call, Commands target) {
        commands = target;
        globals.set(
                "KEYS",
                table(call.keys().stream().map(key -> key.getBytes(UTF_8)).toList()));
        globals.set("ARGV", table(call.arguments()));
        Object reply = reply(compiled.computeIfAbsent(call.script().sha1(), _ -> compile(call.script()))
                .call());
        List<@Nullable Object> list = new ArrayList<>();
        if (reply instanceof List<?> items) {
            list.addAll(items);
        } else {
            list.add(reply);
        }
        return list;
    }

    private LuaClosure compile(LuaScript script) {
        LuaScript changed = rewrite.apply(script);
        try {
            byte[] source = changed.source().getBytes(UTF_8);
            return new LuaClosure(LuaC.instance.compile(new ByteArrayInputStream(source), changed.name()), globals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Varargs redisCall(Varargs arguments) {
        List<byte[]> rest = new ArrayList<>();
        for (int i = 2; i <= arguments.narg(); i++) {
            LuaValue value = arguments.arg(i);
            if (value.type() == LuaValue.TNUMBER) {
                // Redis prints numbers with 17 digits here, enough for every position.
                rest.add(new BigDecimal(value.todouble()).toPlainString().getBytes(UTF_8));
            } else if (value.type() == LuaValue.TSTRING) {
                rest.add(bytes(value.checkstring()));
            } else {
                throw new IllegalArgumentException("Redis takes strings and numbers, not " + value);
            }
        }
        if (commands == null) {
            throw new IllegalStateException("No script is running");
        }
        return value(commands.call(arguments.checkjstring(1), rest));
    }

    private static LuaTable table(List<byte[]> values) {
        LuaTable table = new LuaTable();
        for (int i = 0; i < values.size(); i++) {
            table.set(i + 1, LuaString.valueOf(values.get(i)));
        }
        return table;
    }

    /** A reply of Redis as Lua sees it. */
    private static LuaValue value(@Nullable Object reply) {
        return switch (reply) {
            case null -> LuaValue.FALSE;
            case Long number -> LuaValue.valueOf(number);
            case byte[] bytes -> LuaString.valueOf(bytes);
            case List<?> list -> {
                LuaTable table = new LuaTable();
                for (int i = 0; i < list.size(); i++) {
                    table.set(i + 1, value(list.get(i)));
                }
                yield table;
            }
            default -> throw new IllegalArgumentException("No reply of Redis: " + reply);
        };
    }

    /** A result of Lua as Redis sends it: numbers lose their fraction, a table ends before its first nil. */
    private static @Nullable Object reply(LuaValue value) {
        return switch (value.type()) {
            case LuaValue.TNIL, LuaValue.TBOOLEAN -> value.toboolean() ? Long.valueOf(1) : null;
            case LuaValue.TNUMBER -> value.tolong();
            case LuaValue.TSTRING -> bytes(value.checkstring());
            case LuaValue.TTABLE -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 1; !value.get(i).isnil(); i++) {
                    list.add(reply(value.get(i)));
                }
                yield list;
            }
            default -> throw new IllegalArgumentException("Redis cannot send " + value);
        };
    }

    private static byte[] bytes(LuaString string) {
        byte[] bytes = new byte[string.m_length];
        string.copyInto(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** As C's {@code %.14g}. */
    static String rounded(double number) {
        BigDecimal digits = new BigDecimal(number).round(new MathContext(TOSTRING_DIGITS));
        if (digits.signum() == 0) {
            return "0";
        }
        digits = digits.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < TOSTRING_DIGITS) {
            return digits.toPlainString();
        }
        BigDecimal mantissa = digits.scaleByPowerOfTen(-exponent);
        return "%se%s%02d".formatted(mantissa.toPlainString(), exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
