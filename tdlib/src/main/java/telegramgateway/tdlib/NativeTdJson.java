package telegramgateway.tdlib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** libtdjson, loaded. */
@SuppressWarnings("restricted") // Pointers that C hands over have no bounds.
final class NativeTdJson implements TdJson {

    private static final Linker LINKER = Linker.nativeLinker();

    private static final MethodHandle STRLEN = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strlen"), FunctionDescriptor.of(JAVA_LONG, ADDRESS));

    /** Only the line of a failed check. */
    private static final int FATAL = 0;

    private final MethodHandle createClient;
    private final MethodHandle send;
    private final MethodHandle receive;
    private final MethodHandle execute;
    private final MethodHandle setLogCallback;

    NativeTdJson(Path library) {
        SymbolLookup symbols = symbols(library);
        createClient = function(symbols, "td_create_client_id", FunctionDescriptor.of(JAVA_INT));
        send = function(symbols, "td_send", FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS));
        receive = function(symbols, "td_receive", FunctionDescriptor.of(ADDRESS, JAVA_DOUBLE));
        execute = function(symbols, "td_execute", FunctionDescriptor.of(ADDRESS, ADDRESS));
        setLogCallback = function(symbols, "td_set_log_message_callback", FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS));
    }

    private static SymbolLookup symbols(Path library) {
        if (!Files.isReadable(library)) {
            throw new IllegalStateException("TDLib cannot be loaded: " + library + " is no file that can be read.");
        }
        try {
            return SymbolLookup.libraryLookup(library.toAbsolutePath(), Arena.global());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "TDLib cannot be loaded: " + library + " is no library for this platform ("
                            + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + ").",
                    e);
        }
    }

    private static MethodHandle function(SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
        try {
            return LINKER.downcallHandle(symbols.findOrThrow(name), descriptor);
        } catch (NoSuchElementException e) {
            throw new IllegalStateException("The library has no function " + name + ": it is no libtdjson.", e);
        }
    }

    @Override
    public int createClient() {
        try {
            return (int) createClient.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void send(int client, byte[] request) {
        try (Arena arena = Arena.ofConfined()) {
            send.invokeExact(client, terminated(arena, request));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public byte @Nullable [] receive(double seconds) {
        try {
            return copy((MemorySegment) receive.invokeExact(seconds));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public byte[] execute(byte[] request) {
        try (Arena arena = Arena.ofConfined()) {
            byte @Nullable [] answer = copy((MemorySegment) execute.invokeExact(terminated(arena, request)));
            if (answer == null) {
                throw new IllegalStateException("td_execute gave no answer");
            }
            return answer;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void onFatalError(Consumer<String> listener) {
        try {
            MethodHandle upcall = MethodHandles.lookup()
                    .findStatic(
                            NativeTdJson.class,
                            "logged",
                            MethodType.methodType(void.class, Consumer.class, int.class, MemorySegment.class))
                    .bindTo(listener);
            MemorySegment pointer =
                    LINKER.upcallStub(upcall, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS), Arena.global());
            setLogCallback.invokeExact(FATAL, pointer);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Called by a thread of TDLib's. An exception that left it would end the JVM without a word. */
    @SuppressWarnings("unused")
    private static void logged(Consumer<String> listener, int level, MemorySegment line) {
        try {
            listener.accept(line.reinterpret(Long.MAX_VALUE).getString(0).strip());
        } catch (Throwable e) {
            System.err.println(e);
        }
    }

    private static MemorySegment terminated(Arena arena, byte[] text) {
        MemorySegment segment = arena.allocate(text.length + 1L);
        MemorySegment.copy(text, 0, segment, JAVA_BYTE, 0, text.length);
        return segment;
    }

    /** The text is TDLib's only until this thread's next call. */
    private static byte @Nullable [] copy(MemorySegment text) {
        if (text.address() == 0) {
            return null;
        }
        MemorySegment unbounded = text.reinterpret(Long.MAX_VALUE);
        try {
            return unbounded.asSlice(0, (long) STRLEN.invokeExact(text)).toArray(JAVA_BYTE);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException runtime -> runtime;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }
}
