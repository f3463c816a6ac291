package telegramgateway.tdlib;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What native code of this process has allocated with the C library, of which TDLib's is by far the most. The C library
 * keeps what was freed, so a burst of messages stays in the process's memory until {@link #trim}. Known with glibc 2.33
 * and later; with another C library it is 0 and nothing is trimmed. Safe for use by several threads.
 */
@SuppressWarnings("restricted") // Functions of the C library, by their documented types.
public final class NativeHeap {
    private static final Linker LINKER = Linker.nativeLinker();

    /** {@code struct mallinfo2}, see mallinfo(3): ten {@code size_t}. */
    private static final StructLayout MALLINFO = MemoryLayout.structLayout(
            JAVA_LONG.withName("arena"),
            JAVA_LONG.withName("ordblks"),
            JAVA_LONG.withName("smblks"),
            JAVA_LONG.withName("hblks"),
            JAVA_LONG.withName("hblkhd"),
            JAVA_LONG.withName("usmblks"),
            JAVA_LONG.withName("fsmblks"),
            JAVA_LONG.withName("uordblks"),
            JAVA_LONG.withName("fordblks"),
            JAVA_LONG.withName("keepcost"));

    private static final long IN_MAPPINGS = MALLINFO.byteOffset(PathElement.groupElement("hblkhd"));
    private static final long IN_ARENAS = MALLINFO.byteOffset(PathElement.groupElement("uordblks"));

    private final Optional<MethodHandle> mallinfo = function("mallinfo2", FunctionDescriptor.of(MALLINFO));
    private final Optional<MethodHandle> trim = function("malloc_trim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));

    private static Optional<MethodHandle> function(String name, FunctionDescriptor descriptor) {
        return LINKER.defaultLookup().find(name).map(address -> LINKER.downcallHandle(address, descriptor));
    }

    /** Bytes that are allocated and not freed; 0 if unknown. */
    public long usedBytes() {
        if (mallinfo.isEmpty()) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) mallinfo.get().invokeExact((SegmentAllocator) arena);
            return info.get(JAVA_LONG, IN_MAPPINGS) + info.get(JAVA_LONG, IN_ARENAS);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives what was freed back to the operating system. Takes milliseconds, in which others wait to allocate. */
    public void trim() {
        if (trim.isPresent()) {
            try {
                int _ = (int) trim.get().invokeExact(0L);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
