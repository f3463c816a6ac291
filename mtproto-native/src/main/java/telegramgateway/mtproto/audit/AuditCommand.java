package telegramgateway.mtproto.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.audit.AuditProgress;
import telegramgateway.message.audit.ChannelAudit;
import telegramgateway.message.audit.StoreAudit;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.mtproto.export.ExportException;

/** Audits channels, and reports each as soon as it is done. */
public final class AuditCommand {
    private final StoreAudit audit;
    private final @Nullable GatewaySource source;
    private final SweepWindow sweep;
    private final PrintStream out;
    private final AuditProgress progress;

    /** @param source null when Telegram is not asked */
    public AuditCommand(
            StoreAudit audit,
            @Nullable GatewaySource source,
            SweepWindow sweep,
            PrintStream out,
            AuditProgress progress) {
        this.audit = audit;
        this.source = source;
        this.sweep = sweep;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Returns what was found, channel by channel.
     *
     * @throws telegramgateway.mtproto.session.SessionException when the gateway that asks Telegram breaks off
     * @throws telegramgateway.message.feed.StoreUnavailableException when the database cannot answer
     */
    public List<AuditedChannel> run(AuditOptions options) throws InterruptedException {
        List<AuditedChannel> found = new ArrayList<>();
        for (long channelId : channels(options)) {
            ChannelAudit store = audit.audit(channelId, options.scope(), options.keptHash(), progress);
            AuditedChannel channel = new AuditedChannel(store, source == null ? null : source.compare(store));
            found.add(channel);
            if (!options.json()) {
                AuditText.lines(channel).forEach(out::println);
            }
        }
        if (options.json()) {
            out.println(AuditJson.of(found, sweep));
        } else if (found.isEmpty()) {
            out.println("There is nothing to audit: no channel has a message, and no id is known.");
        } else {
            if (found.size() > 1) {
                out.println(AuditText.summary(found));
            }
            if (source == null) {
                out.println(sweep.sentence());
            }
        }
        return found;
    }

    /**
     * Compares an export file with what is stored, and returns whether all of it is there.
     *
     * @param zone of an old export's local times
     * @throws ExportException when it is no export, or damaged
     * @throws IOException when it cannot be read
     * @throws telegramgateway.message.feed.StoreUnavailableException when the database cannot answer
     */
    public static boolean compare(Path export, ZoneId zone, MessageDatabase database, boolean json, PrintStream out)
            throws IOException, ExportException {
        ExportAudit.Result result = ExportAudit.of(export, zone, database);
        if (json) {
            out.println(AuditJson.of(result));
        } else {
            ExportText.lines(result).forEach(out::println);
        }
        return result.isClean();
    }

    private List<Long> channels(AuditOptions options) {
        String channel = options.channel();
        if (channel == null) {
            return audit.channels();
        }
        if (!channel.startsWith("@")) {
            return List.of(Long.valueOf(channel));
        }
        return List.of(audit.channel(channel.substring(1))
                .orElseThrow(() -> new IllegalArgumentException("The database knows no channel " + channel
                        + ". Name it by its id, which bin/channels list shows.")));
    }
}
