package telegramgateway.tdlib;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where libtdjson is. */
public final class TdLibraryPath {

    /** Names a build of one's own: TDLib's, or TDLight's, which has the same functions. */
    public static final String SETTING = "TDLIB_LIBRARY_PATH";

    private static final Path INSTALLED = Path.of("tdlib/node_modules/@prebuilt-tdlib/linux-x64-glibc/libtdjson.so");
    private static final Path MODULE = Path.of("tdlib/package-lock.json");

    private TdLibraryPath() {}

    /**
     * The configured file, else the one that {@code bin/setup} installed in the project's folder.
     *
     * @param configured the setting's value, empty for none
     * @param home the project's folder or one below it
     * @throws IllegalStateException when there is none; the message says what to do
     */
    public static Path find(String configured, Path home) {
        if (!configured.isEmpty()) {
            Path library = Path.of(configured);
            if (!Files.isReadable(library)) {
                throw new IllegalStateException(SETTING + " names " + library + ", which is no file that can be read.");
            }
            return library;
        }
        requirePlatform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        for (Path folder = home.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isReadable(folder.resolve(INSTALLED))) {
                return folder.resolve(INSTALLED);
            }
            if (Files.exists(folder.resolve(MODULE))) {
                break;
            }
        }
        throw new IllegalStateException(
                "TDLib is not installed: run bin/setup, or set " + SETTING + " to a libtdjson.so of your own.");
    }

    /** As {@link #find(String, Path)}, by the environment (or a system property) and the working directory. */
    public static Path find() {
        String configured = System.getProperty(SETTING, System.getenv().getOrDefault(SETTING, ""));
        return find(configured, Path.of(System.getProperty("gateway.home", "")));
    }

    static void requirePlatform(String system, String processor) {
        String architecture = processor.toLowerCase(Locale.ROOT);
        if (!system.equals("Linux") || !(architecture.equals("amd64") || architecture.equals("x86_64"))) {
            throw new IllegalStateException("bin/setup installs TDLib for Linux on x86-64 with glibc only, and this is "
                    + system + " on " + processor + ": build libtdjson for it and set " + SETTING + ".");
        }
    }
}
