package telegramgateway.mtproto.session;

import java.nio.file.Path;

/**
 * A verified copy of a session.
 *
 * @param path its directory, for its owner only. Never open it beside the original: Telegram ends both
 */
public record SessionBackup(Path path, long files, long bytes) {}
