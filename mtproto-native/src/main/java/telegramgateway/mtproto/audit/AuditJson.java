package telegramgateway.mtproto.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.audit.ChainAudit;
import telegramgateway.message.audit.ChainCheckpoint;
import telegramgateway.message.audit.ChannelAudit;
import telegramgateway.message.audit.IdRuns;
import telegramgateway.message.audit.LedgerAudit;
import telegramgateway.message.audit.StoredAudit;
import telegramgateway.message.coverage.CoverageState;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An audit as a machine reads it; the names of its fields are documented and stay. */
final class AuditJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private AuditJson() {}

    static String of(List<AuditedChannel> found, SweepWindow sweep) {
        ObjectNode root = JSON.createObjectNode();
        root.put("clean", found.stream().allMatch(AuditedChannel::isClean));
        root.putObject("sweep")
                .put("every", sweep.every().toString())
                .put("messages", sweep.messages())
                .put("age", sweep.age().toString());
        ArrayNode channels = root.putArray("channels");
        found.forEach(channel -> channels.add(channel(channel)));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    static String of(ExportAudit.Result result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("clean", result.isClean());
        ArrayNode chats = root.putArray("chats");
        result.chats().forEach(chat -> chats.add(chat(chat)));
        ObjectNode rejected = root.putObject("rejected");
        result.rejected().forEach(rejected::put);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static ObjectNode chat(ChatAudit audit) {
        ObjectNode chat = JSON.createObjectNode();
        chat.put("channelId", audit.chat().channelId());
        chat.put("title", audit.chat().title());
        chat.put("clean", audit.isClean());
        chat.put("messages", audit.messages());
        chat.put("equal", audit.equal());
        chat.put("editedLater", audit.editedLater());
        chat.put("deletedLater", audit.deletedLater());
        ObjectNode excused = chat.putObject("knownWhyNot");
        audit.excused().forEach((state, ids) -> excused.put(state.jsonName(), ids));
        chat.set("unlike", runs(audit.unlike()));
        chat.set("missing", runs(audit.missing()));
        chat.set("older", runs(audit.older()));
        return chat;
    }

    private static ObjectNode channel(AuditedChannel audited) {
        ChannelAudit audit = audited.store();
        ObjectNode channel = JSON.createObjectNode();
        channel.put("channelId", audit.channelId());
        channel.put("username", audit.username());
        channel.put("title", audit.title());
        channel.put("verdict", audited.verdict().name());
        channel.put("from", audit.lo() == Long.MIN_VALUE ? null : audit.lo());
        channel.put("to", audit.hi() == Long.MAX_VALUE ? null : audit.hi());
        LedgerAudit ledger = audit.ledger();
        if (ledger == null) {
            channel.putNull("ledger");
        } else {
            channel.set("ledger", ledger(ledger));
        }
        channel.set("stored", stored(audit.stored()));
        channel.set("chain", chain(audit.chain()));
        SourceAudit source = audited.source();
        if (source == null) {
            channel.putNull("source");
        } else {
            channel.set("source", source(source));
        }
        return channel;
    }

    private static ObjectNode source(SourceAudit audit) {
        ObjectNode source = JSON.createObjectNode();
        source.put("notCompared", audit.notCompared());
        source.put("messages", audit.seen());
        source.put("stored", audit.stored());
        source.set("missing", runs(audit.missing()));
        source.set("edited", runs(audit.edited()));
        source.set("deleted", runs(audit.deleted()));
        source.set("contradicted", runs(audit.contradicted()));
        source.put("versionsLost", audit.versionsLost());
        return source;
    }

    private static ObjectNode ledger(LedgerAudit audit) {
        ObjectNode ledger = JSON.createObjectNode();
        ledger.put("first", audit.first());
        ledger.put("newest", audit.newest());
        ObjectNode ids = ledger.putObject("ids");
        for (CoverageState state : CoverageState.values()) {
            ids.put(state.jsonName(), audit.ids().getOrDefault(state, 0L));
        }
        ledger.set("unknown", runs(audit.unknown()));
        ledger.set("withoutRow", runs(audit.withoutRow()));
        ledger.set("rowsNotStored", runs(audit.rowsNotStored()));
        ledger.put("untiled", audit.untiled());
        return ledger;
    }

    private static ObjectNode stored(StoredAudit audit) {
        ObjectNode stored = JSON.createObjectNode();
        stored.put("messages", audit.messages());
        stored.put("edited", audit.edited());
        stored.put("deleted", audit.deleted());
        stored.put("neverSeen", audit.neverSeen());
        ObjectNode events = stored.putObject("events");
        events.put("posted", audit.posted());
        events.put("edited", audit.edits());
        events.put("deleted", audit.deletions());
        stored.set("rowsUnlikeEvent", runs(audit.rowsUnlikeEvent()));
        stored.set("eventsWithoutRow", runs(audit.eventsWithoutRow()));
        return stored;
    }

    private static ObjectNode chain(ChainAudit audit) {
        ObjectNode chain = JSON.createObjectNode();
        chain.put("events", audit.events());
        chain.put("position", audit.position());
        chain.put("head", audit.head());
        chain.put("checkpoints", audit.checkpoints());
        ArrayNode breaks = chain.putArray("breaks");
        for (ChainAudit.Break change : audit.breaks()) {
            ObjectNode broken = breaks.addObject();
            checkpoint(broken, "after", change.after());
            checkpoint(broken, "upTo", change.upTo());
            broken.put("expected", change.expected());
            broken.put("found", change.found());
        }
        ChainAudit.Kept kept = audit.kept();
        if (kept != null) {
            chain.putObject("kept").put("head", kept.head()).put("position", kept.position());
        }
        return chain;
    }

    private static void checkpoint(ObjectNode broken, String name, @Nullable ChainCheckpoint checkpoint) {
        if (checkpoint == null) {
            broken.putNull(name);
        } else {
            broken.putObject(name)
                    .put("position", checkpoint.position())
                    .put("events", checkpoint.events())
                    .put("head", checkpoint.hash())
                    .put("auditedAt", checkpoint.auditedAt().toString());
        }
    }

    private static ObjectNode runs(IdRuns audit) {
        ObjectNode runs = JSON.createObjectNode();
        runs.put("ids", audit.ids());
        runs.put("runs", audit.runs());
        ArrayNode first = runs.putArray("first");
        audit.first().forEach(run -> first.addObject().put("lo", run.lo()).put("hi", run.hi()));
        return runs;
    }
}
