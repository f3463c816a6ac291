package telegramgateway.mtproto.export;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.time.ZoneId;
import telegramgateway.message.MessageSource;

/**
 * How to read an export.
 *
 * @param zone of the machine that wrote it; used only for files before Telegram Desktop 3.7.6, which hold local times
 * @param source {@code REPLAY} or {@code IMPORT}
 * @param account under which the messages are recorded
 * @param clock gives each message's time of receipt
 */
public record ExportOptions(ZoneId zone, MessageSource source, String account, InstantSource clock) {

    /** The account name of messages that come from a file. */
    public static final String EXPORT_ACCOUNT = "export";

    public ExportOptions {
        requireNonNull(zone);
        requireNonNull(clock);
        if (source != MessageSource.REPLAY && source != MessageSource.IMPORT) {
            throw new IllegalArgumentException("An export is replayed or imported, not " + source.jsonName());
        }
        if (account.isBlank()) {
            throw new IllegalArgumentException("An export needs an account name");
        }
    }

    public ExportOptions(ZoneId zone, MessageSource source, InstantSource clock) {
        this(zone, source, EXPORT_ACCOUNT, clock);
    }
}
