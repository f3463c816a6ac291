package telegramgateway.demo;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import telegramgateway.control.ImportJob;
import telegramgateway.control.JournalBalance;

/**
 * Looks into every tier whether each message of an export that was fed to an empty gateway is accounted for. It reads
 * the tiers with none of the gateway's code.
 */
public final class Verification {

    private final LocalGateway gateway;
    private final ExportContent export;

    public Verification(LocalGateway gateway, ExportContent export) {
        this.gateway = gateway;
        this.export = export;
    }

    /** One finding per tier, in the way of a message, after a job that ran without a fault. */
    public List<Finding> run(ImportJob job) throws SQLException {
        List<Finding> findings = new ArrayList<>(List.of(intake(job)));
        findings.addAll(tiers(job.refusedMessages()));
        return findings;
    }

    /**
     * One finding per tier, whatever happened on the way.
     *
     * @param refused so many messages of the file, service entries aside, may be missing at most
     */
    public List<Finding> tiers(long refused) throws SQLException {
        StoredMessages stored = new StoredMessages(gateway.database());
        JournalBalance journal = gateway.control().journal();
        Map<Long, Map<Long, Long>> positions = stored.positions();
        Map<Long, Map<Long, Written>> written = stored.written();
        return List.of(
                journal(journal),
                database(stored, positions, journal),
                content(written, refused),
                cache(positions),
                feed(positions, written),
                signals(stored));
    }

    private Finding intake(ImportJob job) {
        boolean holds = job.isDone()
                && job.received() == job.accepted() + job.refusedTotal()
                && (!export.complete() || job.received() == export.entries());
        String detail = "%,d entries = %,d accepted + %,d refused %s"
                .formatted(job.received(), job.accepted(), job.refusedTotal(), new TreeMap<>(job.refused()));
        return new Finding("intake", holds, detail);
    }

    private static Finding journal(JournalBalance journal) {
        List<String> details = new ArrayList<>();
        new TreeMap<>(journal.targets())
                .forEach((name, target) -> details.add("%s: %,d delivered, %,d passed over, %,d parked, %,d pending"
                        .formatted(name, target.delivered(), target.passedOver(), target.parked(), target.pending())));
        boolean holds = journal.balances()
                && journal.pending() == 0
                && journal.waiting() == 0
                && !journal.targets().isEmpty();
        return new Finding(
                "journal", holds, "%,d events; %s".formatted(journal.accepted(), String.join("; ", details)));
    }

    private static Finding database(StoredMessages stored, Map<Long, Map<Long, Long>> positions, JournalBalance journal)
            throws SQLException {
        JournalBalance.Target target = journal.targets().get("database");
        long events = stored.events();
        boolean holds = target != null
                && events == target.delivered()
                && stored.applied() == events
                && stored.contradictions() == 0;
        long messages = positions.values().stream().mapToLong(Map::size).sum();
        return new Finding(
                "database",
                holds,
                "%,d events of %,d messages in %,d channels".formatted(events, messages, positions.size()));
    }

    /** Every message of the file is stored with its text and date or was refused; nothing else is stored. */
    private Finding content(Map<Long, Map<Long, Written>> stored, long refused) {
        long missing = 0;
        long invented = 0;
        long different = 0;
        Set<Long> channels = new HashSet<>(stored.keySet());
        channels.addAll(export.messages().keySet());
        for (long channel : channels) {
            Map<Long, Set<Written>> inFile = export.messages().getOrDefault(channel, Map.of());
            Map<Long, Written> inDatabase = stored.getOrDefault(channel, Map.of());
            missing += inFile.keySet().stream()
                    .filter(id -> !inDatabase.containsKey(id))
                    .count();
            invented += inDatabase.keySet().stream()
                    .filter(id -> !inFile.containsKey(id))
                    .count();
            different += inDatabase.entrySet().stream()
                    .filter(message -> !isOneOf(inFile.get(message.getKey()), message.getValue()))
                    .count();
        }
        boolean holds = missing <= refused && different == 0 && (invented == 0 || !export.complete());
        return new Finding(
                "file",
                holds,
                "%,d messages in the file, %,d of them refused, %,d stored that it lacks, %,d with another text or date"
                        .formatted(export.messageCount(), missing, invented, different));
    }

    private static boolean isOneOf(@Nullable Set<Written> versions, Written stored) {
        return versions == null || versions.stream().anyMatch(version -> version.isSameAs(stored));
    }

    private Finding cache(Map<Long, Map<Long, Long>> positions) {
        long cached = 0;
        List<Long> wrong = new ArrayList<>();
        try (CachedFeed redis = new CachedFeed(gateway.redis().url())) {
            for (Map.Entry<Long, Map<Long, Long>> channel : positions.entrySet()) {
                CachedFeed.Channel feed = redis.channel(channel.getKey());
                cached += feed.positions().size();
                if (!feed.agreesWith(channel.getValue())) {
                    wrong.add(channel.getKey());
                }
            }
        }
        return new Finding(
                "cache",
                wrong.isEmpty(),
                "%,d messages above the floors of %,d channels%s"
                        .formatted(
                                cached,
                                positions.size(),
                                wrong.isEmpty() ? "" : "; not what the database holds: " + wrong));
    }

    private Finding feed(Map<Long, Map<Long, Long>> positions, Map<Long, Map<Long, Written>> written) {
        FeedReader reader = new FeedReader(gateway.gatewayApi().url(), gateway.apiKey());
        long polled = 0;
        long fromCache = 0;
        List<Long> wrong = new ArrayList<>();
        for (Map.Entry<Long, Map<Long, Long>> channel : positions.entrySet()) {
            List<FeedReader.Item> items = reader.readAll(channel.getKey());
            polled += items.size();
            fromCache +=
                    items.stream().filter(item -> item.source().equals("cache")).count();
            Map<Long, Written> said = written.getOrDefault(channel.getKey(), Map.of());
            if (!isWholeFeed(items, channel.getValue())
                    || items.stream().anyMatch(item -> !item.written().equals(said.get(item.messageId())))) {
                wrong.add(channel.getKey());
            }
        }
        return new Finding(
                "feed",
                wrong.isEmpty(),
                "%,d messages polled, %,d of them from the cache%s"
                        .formatted(
                                polled,
                                fromCache,
                                wrong.isEmpty() ? "" : "; skipped, went back or says something else in " + wrong));
    }

    /** Each message once, at its latest position, positions rising. */
    static boolean isWholeFeed(List<FeedReader.Item> items, Map<Long, Long> stored) {
        Map<Long, Long> polled = new TreeMap<>();
        long last = 0;
        for (FeedReader.Item item : items) {
            if (item.position() <= last) {
                return false;
            }
            last = item.position();
            polled.put(item.messageId(), item.position());
        }
        return polled.equals(stored);
    }

    private static Finding signals(StoredMessages stored) throws SQLException {
        long signals = stored.signals();
        boolean holds = stored.undecided() == 0 && signals == stored.signalVerdicts();
        return new Finding("signals", holds, "%,d signals in %,d messages read".formatted(signals, stored.verdicts()));
    }
}
