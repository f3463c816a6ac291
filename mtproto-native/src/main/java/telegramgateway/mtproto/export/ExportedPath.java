package telegramgateway.mtproto.export;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths of an export's files, which anybody may have written: only those that stay within the export are kept. */
final class ExportedPath {
    /** UTF-16 units. */
    private static final int MAX_LENGTH = 1_024;

    /** What stands in the place of a path when the file was not exported. */
    private static final Pattern NOT_EXPORTED =
            Pattern.compile("\\((File|Photo|Video) (not included|exceeds maximum size|unavailable)");

    private static final Pattern OUTSIDE = Pattern.compile("^/|[\\\\:\\p{Cntrl}]");

    private ExportedPath() {}

    /** The path, relative to the export; null when there is none or it cannot be trusted. */
    static @Nullable String of(@Nullable String path) {
        if (path == null
                || path.length() > MAX_LENGTH
                || OUTSIDE.matcher(path).find()
                || NOT_EXPORTED.matcher(path).find()
                || List.of(path.split("/")).contains("..")) {
            return null;
        }
        return path;
    }

    /** A file's name without any directory before it; null when nothing remains. */
    static @Nullable String lastName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.isBlank() || last.equals("..") ? null : last;
    }
}
