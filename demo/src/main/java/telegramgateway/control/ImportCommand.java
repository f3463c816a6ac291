package telegramgateway.control;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** {@code bin/import}: seeds a running gateway with the history of an export file. */
public final class ImportCommand {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int REFUSED = 3;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    ImportCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public static void main(String[] args) {
        System.exit(new ImportCommand(System.out, System.err, System.getenv()).run(args));
    }

    int run(String... args) {
        try {
            CommandLine line = CommandLine.parse(args, Set.of("--dry-run"), Set.of("--export", "--zone", "--url"));
            return run(line);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        } catch (ControlException e) {
            err.println(e.getMessage());
            return REFUSED;
        }
    }

    private int run(CommandLine line) {
        Path export = Path.of(line.value("--export")
                .orElseThrow(() -> new IllegalArgumentException("--export FILE is missing; --help says more.")));
        if (!Files.isReadable(export)) {
            throw new IllegalArgumentException("There is no readable file " + export + ".");
        }
        String zone = line.value("--zone").map(ImportCommand::zone).orElse(null);
        URI url = URI.create(line.value("--url").orElse("http://127.0.0.1:4006"));
        ImportRequest request =
                new ImportRequest("import", "max", zone, line.has("--dry-run"), String.valueOf(export.getFileName()));
        try (GatewayControl control = new GatewayControl(url, ControlToken.of(environment))) {
            String id = control.startImport(export, request);
            ImportJob job = ImportProgress.follow(control, id, ProgressBar.onStandardOutput());
            report(job, request.dryRun());
            return job.isDone() ? DONE : FAILED;
        }
    }

    private void report(ImportJob job, boolean dryRun) {
        for (ImportJob.Chat chat : job.chats()) {
            out.printf("%,10d messages  %s (%s, %d)%n", chat.messages(), chat.title(), chat.type(), chat.channelId());
        }
        out.printf("%,10d received%n", job.received());
        if (dryRun) {
            out.printf(
                    "%,10d would be handed over; of these the gateway refuses what it knows%n",
                    job.received() - job.refusedTotal());
        } else {
            out.printf("%,10d accepted%n", job.accepted());
        }
        job.refused().forEach((reason, count) -> out.printf("%,10d refused: %s%n", count, reason));
        if (!job.isDone()) {
            err.println("The import " + job.state() + (job.error() == null ? "." : ": " + job.error()));
        }
    }

    private static String zone(String name) {
        try {
            return ZoneId.of(name).getId();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no time zone " + name + ".", e);
        }
    }
}
