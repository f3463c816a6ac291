package telegramgateway.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import telegramgateway.control.ImportJob;
import telegramgateway.control.JournalBalance;
import telegramgateway.local.LocalProcess;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the demo tells its user. */
final class DemoReport {

    private static final long BYTES_PER_MEBIBYTE = 1024L * 1024;

    private final PrintStream out;
    private final LocalGateway gateway;

    DemoReport(PrintStream out, LocalGateway gateway) {
        this.out = out;
        this.gateway = gateway;
    }

    void chats(ImportJob job) {
        for (ImportJob.Chat chat : job.chats()) {
            out.printf("%,10d messages of %s (%s, %d)%n", chat.messages(), chat.title(), chat.type(), chat.channelId());
        }
        if (job.error() != null) {
            out.println("The replay " + job.state() + ": " + job.error());
        }
    }

    void findings(List<Finding> findings) {
        findings.forEach(out::println);
    }

    void processes() {
        for (ServiceProcess service : gateway.services()) {
            process(service.name(), service.peakMemoryBytes(), "answered after " + seconds(service.startUp()) + " s");
        }
        process("Redis", gateway.redis().process().peakMemoryBytes(), "");
        process("demo", peakOfThisProcess(), "");
    }

    void commands(ImportJob job) {
        String key = "-H 'X-API-Key: " + gateway.apiKey() + "'";
        String api = gateway.gatewayApi().url() + "/api/v1";
        long channel = job.chats().isEmpty()
                ? -1_000_000_000_001L
                : job.chats().getFirst().channelId();
        out.printf(
                """

                Try it; the keys are good until the demo ends:

                curl -s %1$s %2$s/channels
                curl -s %1$s '%2$s/messages/poll/%3$d?limit=3'
                curl -s %1$s '%2$s/messages/history/%3$d?limit=3&order=desc'
                curl -s %1$s %4$s/signals
                curl -s %5$s/health
                curl -s %5$s/metrics
                curl -s -H 'X-Gateway-Token: %6$s' %5$s/journal

                The services log to %7$s. Ctrl-C stops everything.
                """,
                key,
                api,
                channel,
                gateway.tpCapitalConsumer().url(),
                gateway.mtprotoNative().url(),
                gateway.controlToken(),
                gateway.directory());
    }

    /** One JSON object on one line. */
    void result(ImportJob job, JournalBalance journal, long signals, Duration took) {
        JournalBalance.Target database = journal.targets().get("database");
        ObjectNode result = JsonMapper.shared().createObjectNode();
        result.put("received", job.received());
        result.put("accepted", job.accepted());
        result.put("rejected", job.refusedTotal());
        result.put("stored", database == null ? 0 : database.delivered());
        result.put("signals", signals);
        result.put("seconds", took.toMillis() / 1000.0);
        result.put("messagesPerSecond", Math.round(job.received() * 1000.0 / Math.max(1, took.toMillis())));
        out.println(result);
    }

    private void process(String name, long peakBytes, String remark) {
        out.printf("%-20s peak memory %4d MB  %s%n", name, peakBytes / BYTES_PER_MEBIBYTE, remark);
    }

    private static long peakOfThisProcess() {
        return LocalProcess.peakMemoryBytes(ProcessHandle.current().pid());
    }

    private static String seconds(Duration duration) {
        return "%.1f".formatted(duration.toMillis() / 1000.0);
    }
}
