package telegramgateway.mtproto.session;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** The process's file mode creation mask (POSIX umask): TDLib makes its databases by it, and Java cannot set it. */
final class Umask {
    private static final int OTHERS_NOTHING = 0077;

    private Umask() {}

    /** What this process makes from now on is for its owner only. */
    @SuppressWarnings("restricted")
    static void ownerOnly() {
        Linker linker = Linker.nativeLinker();
        try {
            int _ = (int) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("umask"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                    .invokeExact(OTHERS_NOTHING);
        } catch (Throwable e) {
            throw new IllegalStateException("umask cannot be called", e);
        }
    }
}
