package telegramgateway.mtproto.imports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as {@code GET /imports/{id}} shows it, and as it lies on disk. Without waiting messages, {@code received =
 * accepted + unchanged + stale + rejected}; a dry run accepts nothing.
 *
 * @param mode {@code import} or {@code replay}
 * @param speed {@code max} or a factor
 * @param state {@link #RUNNING}, {@link #DONE}, {@link #FAILED} or {@link #CANCELLED}
 * @param received entries of the file's {@code messages} arrays that were read
 * @param accepted became events; after a restart, some that were accepted just before may count as {@code unchanged}
 * @param unchanged known already, in this state
 * @param stale known in a later state
 * @param rejected could not become messages, by reason
 * @param bytesRead of the file, packed as it was handed over
 * @param error why it failed, or what the counts of a cancelled job leave out; else null
 * @param finishedAt null while it runs
 */
record ImportStatus(
        String id,
        String name,
        String mode,
        String speed,
        String zone,
        boolean dryRun,
        String state,
        long received,
        long accepted,
        long unchanged,
        long stale,
        Map<String, Long> rejected,
        long bytesRead,
        long bytesTotal,
        List<Chat> chats,
        @Nullable String error,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String FAILED = "failed";
    static final String CANCELLED = "cancelled";

    /**
     * A chat of the file.
     *
     * @param title null when the file has none, and for chats that are refused as a whole
     * @param messages entries that are messages
     */
    record Chat(long channelId, @Nullable String title, String type, long messages) {}

    static ImportStatus started(String id, ImportRequest request, long bytesTotal, Instant now) {
        return new ImportStatus(
                id,
                request.name(),
                request.mode().jsonName(),
                request.speedName(),
                request.zone().getId(),
                request.dryRun(),
                RUNNING,
                0,
                0,
                0,
                0,
                Map.of(),
                0,
                bytesTotal,
                List.of(),
                null,
                now,
                null);
    }

    ImportStatus ended(String newState, @Nullable String newError, Instant now) {
        return new ImportStatus(
                id,
                name,
                mode,
                speed,
                zone,
                dryRun,
                newState,
                received,
                accepted,
                unchanged,
                stale,
                rejected,
                bytesRead,
                bytesTotal,
                chats,
                newError,
                startedAt,
                now);
    }

    ImportRequest request() {
        return ImportRequest.parse(name, mode, speed, zone, Boolean.toString(dryRun));
    }

    boolean isRunning() {
        return state.equals(RUNNING);
    }
}
