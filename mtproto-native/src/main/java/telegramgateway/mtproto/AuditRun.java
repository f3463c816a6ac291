package telegramgateway.mtproto;

import com.zaxxer.hikari.HikariDataSource;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import telegramgateway.message.audit.AuditProgress;
import telegramgateway.message.audit.AuditScope;
import telegramgateway.message.audit.StoreAudit;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.audit.AuditCommand;
import telegramgateway.mtproto.audit.AuditOptions;
import telegramgateway.mtproto.audit.AuditedChannel;
import telegramgateway.mtproto.audit.GatewaySource;
import telegramgateway.mtproto.audit.SweepWindow;
import telegramgateway.mtproto.export.ExportException;
import telegramgateway.mtproto.remote.RunningGateway;
import telegramgateway.mtproto.repair.RepairOptions;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.SettingsException;
import telegramgateway.service.store.CommandDatabase;
import telegramgateway.service.store.DatabaseSettings;

/** {@code bin/audit}: reads its settings, and says by its exit status what was found. */
@SuppressWarnings("SystemOut") // A person reads it.
final class AuditRun {
    /** The first argument that asks for it. */
    static final String NAME = "audit";

    static final int CLEAN = 0;
    static final int FOUND = 1;
    static final int WRONG_USAGE = 2;
    static final int NOT_AUDITED = 3;

    private AuditRun() {}

    /** Returns the exit status. */
    static int run(List<String> arguments) {
        return run(arguments, System.getenv(), System.out, System.err);
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            SessionArguments line = SessionArguments.parse(
                    arguments,
                    Set.of("--json", "--source"),
                    Set.of("--channel", "--from", "--to", "--chain", "--export", "--zone", "--url"));
            return line.value("--export").isPresent()
                    ? compare(line, environment, out)
                    : audit(line, environment, out, err);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        } catch (SettingsException | ExportException e) {
            err.println(e.getMessage());
            return NOT_AUDITED;
        } catch (SessionException e) {
            err.println(e.getMessage() + " " + e.hint());
            return NOT_AUDITED;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return NOT_AUDITED;
        } catch (StoreUnavailableException e) {
            err.println(
                    e.getMessage()
                            + "\nNothing was audited to its end. Check the TIMESCALEDB_* settings and the server, and run it again.");
            return NOT_AUDITED;
        } catch (IOException e) {
            err.println("The file cannot be read: " + e.getMessage());
            return NOT_AUDITED;
        }
    }

    private static int audit(SessionArguments line, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        if (line.value("--zone").isPresent()) {
            throw new IllegalArgumentException("--zone belongs to --export.");
        }
        if (line.has("--url") && !line.has("--source")) {
            throw new IllegalArgumentException("--url belongs to --source.");
        }
        AuditOptions options = new AuditOptions(
                line.value("--channel").orElse(null),
                AuditScope.of(
                        line.value("--from").orElse(null), line.value("--to").orElse(null)),
                line.value("--chain").orElse(null),
                line.has("--json"));
        RepairOptions repair = Settings.bind(RepairSettings.class, environment).options();
        SweepWindow sweep = new SweepWindow(repair.sweep(), repair.sweepMessages(), repair.sweepAge());
        try (HikariDataSource database = open(environment)) {
            StoreAudit store = new StoreAudit(database);
            if (!line.has("--source")) {
                return status(new AuditCommand(store, null, sweep, out, progress(err, "events")).run(options));
            }
            Optional<Secret> token = Optional.ofNullable(
                    Settings.bind(SessionSettings.class, environment).controlToken());
            try (RunningGateway gateway = new RunningGateway(line.gateway(), token)) {
                GatewaySource source = new GatewaySource(gateway, progress(err, "ids compared with Telegram"));
                return status(new AuditCommand(store, source, sweep, out, progress(err, "events")).run(options));
            }
        }
    }

    private static int status(List<AuditedChannel> channels) {
        if (!channels.stream().allMatch(AuditedChannel::isClean)) {
            return FOUND;
        }
        return channels.stream().anyMatch(AuditedChannel::isUnasked) ? NOT_AUDITED : CLEAN;
    }

    private static int compare(SessionArguments line, Map<String, String> environment, PrintStream out)
            throws IOException, ExportException {
        if (Stream.of("--channel", "--from", "--to", "--chain", "--source", "--url")
                .anyMatch(line::has)) {
            throw new IllegalArgumentException("--export compares the whole file: only --zone and --json go with it.");
        }
        Path export = Path.of(line.value("--export").orElseThrow());
        if (!Files.isReadable(export)) {
            throw new IllegalArgumentException("There is no readable file " + export + ".");
        }
        ZoneId zone = line.value("--zone").map(AuditRun::zone).orElse(ZoneId.systemDefault());
        try (HikariDataSource database = open(environment)) {
            return AuditCommand.compare(export, zone, new MessageDatabase(database), line.has("--json"), out)
                    ? CLEAN
                    : FOUND;
        }
    }

    private static HikariDataSource open(Map<String, String> environment) {
        return CommandDatabase.open(Settings.bind(DatabaseSettings.class, environment));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no time zone " + name + ".", e);
        }
    }

    /** Only a person at a terminal wants to see it. */
    private static AuditProgress progress(PrintStream err, String what) {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return (channelId, done, of) -> {
            if (terminal) {
                err.printf("\r%d: %,d of %,d %s%s", channelId, done, of, what, "    \r");
            }
        };
    }
}
