package telegramgateway.mtproto.audit;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.audit.AuditProgress;
import telegramgateway.message.audit.ChannelAudit;
import telegramgateway.mtproto.remote.RunningGateway;
import telegramgateway.mtproto.session.SessionException;
import tools.jackson.databind.JsonNode;

/**
 * Has a running gateway compare channels with Telegram, a page of history at a time. Every method throws
 * {@link SessionException} when the gateway is not there or breaks off. Not safe for use by several threads.
 */
public final class GatewaySource {
    /** The gateway asks Telegram a few times for a page, and what is more urgent goes first. */
    private static final Duration PAGE_LIMIT = Duration.ofMinutes(15);

    private final RunningGateway gateway;
    private final Set<Long> registered;
    private final AuditProgress progress;

    /**
     * Asks which channels it takes from Telegram.
     *
     * @param progress is told how many ids of a channel have been compared
     */
    public GatewaySource(RunningGateway gateway, AuditProgress progress) {
        this.gateway = gateway;
        this.progress = progress;
        registered = gateway.get("/channels")
                .path("channels")
                .valueStream()
                .map(channel -> channel.path("channelId").asLong())
                .collect(Collectors.toSet());
    }

    /** Compares what the audit of the database covers. */
    SourceAudit compare(ChannelAudit store) throws InterruptedException {
        long channelId = store.channelId();
        if (!registered.contains(channelId)) {
            return SourceAudit.notCompared("the gateway does not take it from Telegram (bin/channels)");
        }
        Found found = new Found();
        long from = Math.max(1, store.lo());
        long newest = store.ledger() == null ? 0 : store.ledger().newest();
        long top = Math.min(store.hi(), newest);
        long below = store.hi() == Long.MAX_VALUE ? 0 : store.hi() + 1;
        boolean last = below == 1;
        while (!last) {
            JsonNode page = page(channelId, from, below);
            if (page.hasNonNull("refused")) {
                return found.audit(page.path("refused").asString());
            }
            found.add(page);
            below = page.path("oldest").asLong();
            last = page.path("last").asBoolean();
            progress.read(channelId, Math.max(0, top - below + 1), Math.max(1, top - from + 1));
        }
        return found.audit(null);
    }

    private JsonNode page(long channelId, long from, long below) throws InterruptedException {
        while (true) {
            JsonNode page = gateway.post(
                    "/channels/" + channelId + "/comparison", Map.of("from", from, "below", below), PAGE_LIMIT);
            long wait = page.path("waitSeconds").asLong(0);
            if (wait == 0) {
                return page;
            }
            new CountDownLatch(1).await(wait, TimeUnit.SECONDS);
        }
    }

    /** What the pages of a channel say, newest first. */
    private static final class Found {
        private long stored;
        private long seen;
        private final RunCount missing = new RunCount();
        private final RunCount edited = new RunCount();
        private final RunCount deleted = new RunCount();
        private final RunCount contradicted = new RunCount();
        private long versionsLost;

        void add(JsonNode page) {
            stored += page.path("stored").asLong();
            seen += page.path("seen").asLong();
            add(missing, page.path("missing"));
            add(edited, page.path("edited"));
            add(deleted, page.path("deleted"));
            add(contradicted, page.path("contradicted"));
            versionsLost += page.path("versionsLost").asLong();
        }

        private static void add(RunCount count, JsonNode ascending) {
            ascending.valueStream().toList().reversed().forEach(id -> count.add(id.asLong()));
        }

        SourceAudit audit(@Nullable String notCompared) {
            return new SourceAudit(
                    notCompared,
                    stored,
                    seen,
                    missing.runs(),
                    edited.runs(),
                    deleted.runs(),
                    contradicted.runs(),
                    versionsLost);
        }
    }
}
