package telegramgateway.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import telegramgateway.control.ControlException;
import telegramgateway.control.ImportJob;
import telegramgateway.control.JournalBalance;

/** {@code bin/demo}. */
public final class Demo {

    private static final int FAILED = 1;

    private final DemoOptions options;
    private final PrintStream out;

    private Demo(DemoOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            DemoOptions options = DemoOptions.parse(args);
            return new Demo(options, System.out).run();
        } catch (DemoException | ControlException e) {
            System.err.println(e.getMessage());
        } catch (IOException | SQLException e) {
            System.err.println("The demo failed: " + e);
        } catch (IllegalStateException | UncheckedIOException e) {
            // A server that does not come up says why, with the end of its log.
            System.err.println("The demo cannot run here: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FAILED;
    }

    private int run() throws IOException, SQLException, InterruptedException {
        long started = System.nanoTime();
        options.ports().requireFree();
        out.println("Starting PostgreSQL and Redis, migrating the database ...");
        // Whoever brings an export wants to see that.
        Optional<LiveTelegram> telegram = options.export() == null ? LiveTelegram.start(out) : Optional.empty();
        telegram.ifPresent(Demo::closeOnExit);
        LocalGateway gateway = LocalGateway.prepareForTelegram(
                options.ports(), telegram.map(LiveTelegram::settings).orElse(Map.of()));
        stopOnExit(gateway);
        out.println("Starting mtproto-native, gateway-api and tp-capital-consumer ...");
        gateway.startServices();
        out.printf("Everything is up after %.1f s.%n", since(started).toMillis() / 1000.0);
        boolean sound = show(gateway, telegram);
        if (!options.check()) {
            new CountDownLatch(1).await();
        }
        return sound ? 0 : FAILED;
    }

    private boolean show(LocalGateway gateway, Optional<LiveTelegram> telegram) throws IOException, SQLException {
        Path export = options.export() == null ? SampleExport.file() : options.export();
        DemoReport report = new DemoReport(out, gateway);
        Replay replay = new Replay(gateway);
        out.println("Replaying " + (options.export() == null ? "the bundled sample" : export) + " ...");
        long started = System.nanoTime();
        ImportJob job = replay.run(export, options.speed(), options.zone());
        replay.awaitArrival();
        Duration took = since(started);
        report.chats(job);
        List<Finding> findings = new ArrayList<>(new Verification(gateway, ExportContent.read(export)).run(job));
        report.findings(findings);
        // The result is that of the replay: what comes live is looked at by itself.
        JournalBalance replayed = gateway.control().journal();
        long signals = new StoredMessages(gateway.database()).signals();
        if (telegram.isPresent()) {
            Finding live = telegram.get().run(gateway, SampleExport.texts(), out);
            report.findings(List.of(live));
            findings.add(live);
        }
        if (options.check()) {
            report.processes();
            report.result(job, replayed, signals, took);
        } else {
            report.commands(job);
        }
        return findings.stream().allMatch(Finding::holds);
    }

    private void stopOnExit(LocalGateway gateway) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!options.check()) {
                out.println("\nStopping ...");
            }
            gateway.close();
        }));
    }

    private static void closeOnExit(LiveTelegram telegram) {
        Runtime.getRuntime().addShutdownHook(new Thread(telegram::close));
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
